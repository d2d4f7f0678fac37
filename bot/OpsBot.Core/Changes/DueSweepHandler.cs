namespace OpsBot.Core.Changes;

/// <summary>Asks what is due, leases it and hands each member to the handler of its kind.</summary>
public sealed class DueSweepHandler(IDueQueue due, IEnumerable<IDueHandler> handlers, TimeProvider clock, MachineClock machine)
{
    private const int Batch = 100;
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, IDueHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    /// <summary>One batch. Returns how many members were due; call again while it is not zero.</summary>
    public async Task<int> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var members = await due.LeaseAsync(tenant, clock.GetUtcNow(), machine.Now, Batch, LeaseFor, cancellationToken).ConfigureAwait(false);
        foreach (var member in members)
        {
            var slash = member.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || !_handlers.TryGetValue(member[..slash], out var handler))
                throw new InvalidOperationException($"No handler for the due member '{member}'.");
            await handler.HandleAsync(tenant, member[(slash + 1)..], cancellationToken).ConfigureAwait(false);
        }
        return members.Count;
    }

    /// <summary>The next due instant in the bot's clock; null when nothing waits.</summary>
    public Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        due.NextDueAtAsync(tenant, cancellationToken);
}
