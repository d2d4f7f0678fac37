using System.Net;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests;

public sealed class ReconnectPausesTests
{
    private static readonly DnsEndPoint Server = new("h", 1);
    private readonly HandClock _clock = new();
    private readonly ConfigurationOptions _configuration = new();
    private readonly ReconnectPauses _pauses;

    public ReconnectPausesTests()
    {
        _pauses = new ReconnectPauses(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), _clock).WatchOver(_configuration);
        _clock.Now += TimeSpan.FromMinutes(1);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 20)]
    [InlineData(3, 80)]
    [InlineData(6, 500)]
    [InlineData(1_000_000, 500)]
    public void ShouldRetry_LastAttemptFailed_DoublesUpToTheLongest(long count, int milliseconds)
    {
        Begin();
        _pauses.Ended(Server, ConnectionType.Interactive, success: false, _clock.Now.UtcDateTime);
        _clock.Now += TimeSpan.FromMilliseconds(milliseconds);
        Assert.False(_pauses.ShouldRetry(count, milliseconds - 1));
        Assert.True(_pauses.ShouldRetry(count, milliseconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShouldRetry_AttemptIsUnderWay_LeavesItTheTimeToConnect(bool hasSocket)
    {
        _pauses.Ended(Server, ConnectionType.Interactive, success: false, _clock.Now.UtcDateTime);
        _clock.Now += TimeSpan.FromSeconds(1);
        if (hasSocket)
            Begin();
        _clock.Now += TimeSpan.FromSeconds(5);
        Assert.False(_pauses.ShouldRetry(0, 4999));
        Assert.True(_pauses.ShouldRetry(0, 5000));
    }

    [Fact]
    public void Ended_ToldOfTheAttemptBefore_LeavesTheNextItsTime()
    {
        var before = _clock.Now;
        _clock.Now += TimeSpan.FromMilliseconds(5);
        Begin();
        _pauses.Ended(Server, ConnectionType.Interactive, success: false, before.UtcDateTime);
        _clock.Now += TimeSpan.FromMilliseconds(100);
        Assert.False(_pauses.ShouldRetry(0, 100));
    }

    [Fact]
    public void ShouldRetry_BeginOfTheAttemptNotNotedYet_Waits() => Assert.False(_pauses.ShouldRetry(0, int.MaxValue));

    private void Begin() => _configuration.BeforeSocketConnect!(Server, ConnectionType.Interactive, null!);

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
