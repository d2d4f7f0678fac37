namespace OpsBot.Redis.Tests;

public sealed class RedisEndpointTests
{
    [Theory]
    [InlineData("redis.example:7000,password=s=e,user=bot,tls=true", "redis.example", 7000, "s=e", "bot", true)]
    [InlineData("localhost", "localhost", 6379, null, null, false)]
    [InlineData("[::1]:6380, password=x", "::1", 6380, "x", null, false)]
    public void TryParse_GoodText_ReadsEveryPart(string text, string host, int port, string? password, string? user, bool tls)
    {
        Assert.True(RedisEndpoint.TryParse(text, out var endpoint, out _));
        Assert.Equal(new RedisEndpoint(host, port, password, user, tls), endpoint);
    }

    [Fact]
    public void TryParse_ManyFaults_NamesEachWithoutThePassword()
    {
        Assert.False(RedisEndpoint.TryParse(":99999,passwrod=hush,tls=maybe,user=,hush", out _, out var faults));
        Assert.Equal(6, faults.Count);
        Assert.DoesNotContain(faults, fault => fault.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public void ToString_WithPassword_HidesIt() => Assert.Equal("h:1", new RedisEndpoint("h", 1, "hush").ToString());
}
