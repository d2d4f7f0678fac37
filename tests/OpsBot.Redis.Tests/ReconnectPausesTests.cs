using System.Net;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests;

public sealed class ReconnectPausesTests
{
    private readonly ReconnectPauses _pauses = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), TimeProvider.System);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(3, 80)]
    [InlineData(6, 500)]
    [InlineData(1_000_000, 500)]
    public void ShouldRetry_NothingUnderWay_DoublesUpToTheLongest(long count, int milliseconds)
    {
        Assert.False(_pauses.ShouldRetry(count, milliseconds - 1));
        Assert.True(_pauses.ShouldRetry(count, milliseconds));
    }

    [Fact]
    public void ShouldRetry_AnAttemptIsUnderWay_LeavesItTheTimeToConnect()
    {
        var configuration = new ConfigurationOptions();
        _pauses.WatchOver(configuration);
        configuration.BeforeSocketConnect!(new DnsEndPoint("h", 1), ConnectionType.Interactive, null!);
        Assert.False(_pauses.ShouldRetry(0, 4999));
        Assert.True(_pauses.ShouldRetry(0, 5000));
    }
}
