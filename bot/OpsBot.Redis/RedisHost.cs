using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Conversations;
using OpsBot.Redis.LocalServer;

namespace OpsBot.Redis;

/// <summary>Brings Redis up before any other service of the process starts, and takes it down after the last one stopped.</summary>
internal sealed class RedisHost(IOptions<RedisOptions> options, LocalRedisServer local, RedisConnection connection, AppendListener listener)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var text = options.Value.Connection;
        if (string.IsNullOrWhiteSpace(text))
        {
            // A short command beside a running OpsBot uses that one's server; without one it starts its own.
            var own = (options.Value.JoinRunning ? LocalServerFolder.RunningIn(options.Value.DataDirectory) : null) ?? await local.StartAsync(cancellationToken);
            await connection.OpenAsync(own, cancellationToken);
            await listener.StartAsync(own, cancellationToken);
            return;
        }

        if (!RedisEndpoint.TryParse(text, out var endpoint, out var faults))
            throw new OptionsValidationException(RedisOptions.Section, typeof(RedisOptions), faults);
        await connection.OpenAsync(endpoint, cancellationToken);
        var risks = await RedisSafetyCheck.FindFaultsAsync(connection, cancellationToken);
        if (risks.Count > 0) throw new RedisUnsafeException(endpoint, risks);
        await listener.StartAsync(endpoint, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await listener.DisposeAsync();
        await connection.DisposeAsync();
        await local.StopAsync();
    }
}
