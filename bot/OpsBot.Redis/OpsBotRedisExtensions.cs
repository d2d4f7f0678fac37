using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Conversations;
using OpsBot.Redis.Delivery;
using OpsBot.Redis.LocalServer;

namespace OpsBot.Redis;

public static class OpsBotRedisExtensions
{
    /// <summary>
    /// Adds Redis as the store of changes, records, due instants, outbox and activity logs: options from the section <c>Redis</c>, the connection, OpsBot's own redis-server when no
    /// connection is configured, and the health checks <c>redis</c> (tag <c>ready</c>) and <c>redis-server</c> (tag <c>live</c>).
    /// </summary>
    public static IServiceCollection AddOpsBotRedis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RedisOptions>().Bind(configuration.GetSection(RedisOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();

        // Time limits of sockets and processes are real time, whatever clock the domain runs on (the demo moves its own).
        services.AddSingleton(provider => new RedisConnection(
            provider.GetRequiredService<IOptions<RedisOptions>>(), TimeProvider.System, provider.GetRequiredService<ILogger<RedisConnection>>()));
        services.AddSingleton(provider => new LocalRedisServer(
            provider.GetRequiredService<IOptions<RedisOptions>>(), TimeProvider.System, provider.GetRequiredService<ILogger<LocalRedisServer>>()));
        services.AddSingleton(new AppendSignals(TimeProvider.System));
        services.AddSingleton<AppendListener>();
        services.AddSingleton(new RecordMemory(TimeProvider.System));
        services.AddSingleton<IChangeStore, RedisChangeStore>();
        services.AddSingleton<IRecordReader, RedisRecordReader>();
        services.AddSingleton<ITenantTraces, RedisTenantTraces>();
        services.AddSingleton<IDueQueue, RedisDueQueue>();
        services.AddSingleton<IOutbox, RedisOutbox>();
        services.AddSingleton<ICertificateLog, RedisCertificateLog>();
        services.AddSingleton<IActivityLog, RedisActivityLog>();
        services.AddSingleton<IStoreCompaction, LocalCompaction>();
        services.AddHostedService<RedisHost>();
        services.AddHealthChecks()
            .AddCheck<RedisHealthCheck>("redis", tags: ["ready"])
            .AddCheck<LocalServerLiveCheck>("redis-server", tags: ["live"]);
        return services;
    }
}
