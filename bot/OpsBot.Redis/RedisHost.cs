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
            await connection.OpenAsync(RedisConfiguration.Of(own), cancellationToken);
        }
        else
        {
            await OpenAsync(text, cancellationToken);
        }
        await listener.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await connection.DisposeAsync();
        await local.StopAsync();
    }

    private async Task OpenAsync(string text, CancellationToken cancellationToken)
    {
        if (!RedisConfiguration.TryParse(text, out var configuration, out var faults))
            throw new OptionsValidationException(RedisOptions.Section, typeof(RedisOptions), faults);
        await connection.OpenAsync(configuration, cancellationToken);
        var safety = await RedisSafetyCheck.LookAsync(connection, cancellationToken);
        if (safety.Refusals(options.Value, connection.IsBySentinel) is { Count: > 0 } refusals)
            throw new RedisUnsafeException(connection.Where, refusals);
        if (safety.ReplicasToWaitFor(options.Value, connection.IsBySentinel) is > 0 and var replicas)
            await connection.WaitForReplicasAsync(configuration, replicas, cancellationToken);
    }
}
