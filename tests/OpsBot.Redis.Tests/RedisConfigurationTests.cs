using System.Net;

namespace OpsBot.Redis.Tests;

public sealed class RedisConfigurationTests
{
    [Theory]
    [InlineData("redis.example:7000,password=s=e,user=bot,tls=true", "redis.example:7000", "s=e", "bot", true)]
    [InlineData("redis.example:7000,password=s=e,user=bot,ssl=true,sslHost=redis.inner", "redis.example:7000", "s=e", "bot", true)]
    [InlineData("localhost", "localhost:6379", null, null, false)]
    [InlineData("[::1]:6380, password=x", "[::1]:6380", "x", null, false)]
    public void TryParse_GoodText_ReadsEveryPart(string text, string where, string? password, string? user, bool tls)
    {
        Assert.True(RedisConfiguration.TryParse(text, out var configuration, out _));
        configuration.SetDefaultPorts();
        Assert.Equal((where, password, user, tls), (RedisConfiguration.Where(configuration), configuration.Password, configuration.User, configuration.Ssl));
        Assert.False(configuration.CheckCertificateRevocation);
    }

    [Fact]
    public void TryParse_SentinelsAndCluster_ReadsAllAddresses()
    {
        Assert.True(RedisConfiguration.TryParse("10.0.0.1:26379,10.0.0.2:26379,serviceName=main,password=x", out var sentinels, out _));
        Assert.Equal(("main", "main by Sentinel 10.0.0.1:26379, 10.0.0.2:26379"), (sentinels.ServiceName, RedisConfiguration.Where(sentinels)));
        Assert.True(RedisConfiguration.TryParse("10.0.0.1:7000,10.0.0.2:7000,password=x", out var cluster, out _));
        Assert.Equal([new IPEndPoint(IPAddress.Parse("10.0.0.1"), 7000), new IPEndPoint(IPAddress.Parse("10.0.0.2"), 7000)], cluster.EndPoints);
    }

    [Fact]
    public void TryParse_ManyFaults_NamesEachWithoutThePassword()
    {
        Assert.False(RedisConfiguration.TryParse(":99999,passwrod=hush,ssl=hush,user=", out _, out var faults));
        Assert.Equal(
            [
                "':99999' names no host; write host:port",
                "'99999' is not a port between 1 and 65535",
                "'passwrod' is not a known setting; those of StackExchange.Redis are, such as password, user, ssl, sslHost and serviceName",
                "the value of 'ssl' is not one that it can have",
                "user is empty; give user=… or leave it out",
                "user is given without password",
            ],
            faults);
    }

    [Theory]
    [InlineData("h:1,password=hu,sh")]
    [InlineData("h:1,password=hu,sh:6379,user=x")]
    public void TryParse_CommaInThePassword_IsRefusedAndItsPieceIsNoAddress(string text)
    {
        Assert.False(RedisConfiguration.TryParse(text, out _, out var faults));
        Assert.Contains("comma inside the password", Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("sh:", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Limited_AdministratorsOwnLimits_GiveWayToOurs()
    {
        Assert.True(RedisConfiguration.TryParse("h:1,asyncTimeout=90000,abortConnect=false,connectRetry=9,protocol=resp3", out var configuration, out _));
        var limited = RedisConfiguration.Limited(configuration, new RedisOptions());
        Assert.Equal((2000, true, 1, StackExchange.Redis.RedisProtocol.Resp2), (limited.AsyncTimeout, limited.AbortOnConnectFail, limited.ConnectRetry, limited.Protocol));
        Assert.False(limited.BacklogPolicy.QueueWhileDisconnected);
    }
}
