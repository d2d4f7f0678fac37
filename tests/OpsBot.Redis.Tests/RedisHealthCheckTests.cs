using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpsBot.TestKit.Redis;

namespace OpsBot.Redis.Tests;

/// <summary>A Redis that is not ours, from the start of the process on.</summary>
public sealed class RedisHealthCheckTests
{
    [Theory]
    [InlineData("appendfsync everysec")]
    [InlineData("appendfsync no")]
    [InlineData("rename-command CONFIG \"\"")]
    public async Task Start_PowerCutWouldLoseReceipts_IsRefusedUntilAcceptedAndThenDegraded(string setting)
    {
        await using var server = RedisServerFixture.With(setting);
        await server.InitializeAsync();
        await using (var careful = Provider(server))
        {
            var refused = await Assert.ThrowsAsync<RedisUnsafeException>(() => StartAsync(careful));
            Assert.Contains("Redis:AcceptLossOnPowerCut", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Password, refused.Message, StringComparison.Ordinal);
        }

        await using var daring = Provider(server, ("Redis:AcceptLossOnPowerCut", "true"));
        await StartAsync(daring);
        var health = await HealthAsync(daring);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("power cut", health.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appendfsync", "everysec", "always")]
    [InlineData("appendonly", "no", "yes")]
    [InlineData("maxmemory-policy", "allkeys-lru", "noeviction")]
    public async Task Health_SettingChangedWhileRunning_IsSeen(string setting, string worse, string better)
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var provider = Provider(server);
        await StartAsync(provider);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(provider)).Status);

        await using var admin = await TestConnection.OpenAsync(server);
        await admin.DoAsync(["CONFIG", "SET", setting, worse]);
        var health = await HealthAsync(provider);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains($"{setting} is {worse}", health.Description, StringComparison.Ordinal);

        await admin.DoAsync(["CONFIG", "SET", setting, better]);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(provider)).Status);
    }

    [Fact]
    public async Task Health_RedisGone_IsUnhealthyWithoutAnException()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var provider = Provider(server);
        await StartAsync(provider);
        await server.KillAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(provider)).Status);
    }

    private static ServiceProvider Provider(RedisServerFixture server, params (string Name, string Value)[] settings)
    {
        var configuration = settings.Append(("Redis:Connection", server.Connection)).ToDictionary(s => s.Item1, s => (string?)s.Item2);
        var services = new ServiceCollection().AddLogging();
        services.AddOpsBotRedis(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        return services.BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider provider)
    {
        foreach (var host in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await host.StartingAsync(CancellationToken.None);
    }

    private static async Task<HealthReportEntry> HealthAsync(ServiceProvider provider) =>
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["redis"];
}
