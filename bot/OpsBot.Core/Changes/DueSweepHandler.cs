namespace OpsBot.Core.Changes;

/// <summary>
/// Asks what is due, leases it and hands each member to the handler of its kind. A member that fails, or whose kind nobody
/// here knows, is set aside and reported; those behind it go on at once.
/// </summary>
public sealed class DueSweepHandler(IDueQueue due, IEnumerable<IDueHandler> handlers, TimeProvider clock, MachineClock machine, IFaultReporter? faults = null)
{
    private const int Batch = 100;
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, IDueHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    /// <summary>One batch. Returns how many members were due; call again while it is not zero.</summary>
    public async Task<int> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var members = await due.LeaseAsync(tenant, clock.GetUtcNow(), machine.Now, Batch, LeaseFor, cancellationToken).ConfigureAwait(false);
        foreach (var member in members)
            await HandleAsync(tenant, member, cancellationToken).ConfigureAwait(false);
        return members.Count;
    }

    /// <summary>The next due instant in the bot's clock; null when nothing waits.</summary>
    public Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        due.NextDueAtAsync(tenant, cancellationToken);

    private async Task HandleAsync(TenantId tenant, string member, CancellationToken cancellationToken)
    {
        var slash = member.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !_handlers.TryGetValue(member[..slash], out var handler))
        {
            await SetAsideAsync(tenant, member, ItemFaultReason.NoHandler, null, cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            await handler.HandleAsync(tenant, member[(slash + 1)..], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, cancellationToken))
        {
            await SetAsideAsync(tenant, member, ItemGuard.ReasonOf(fault), fault, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SetAsideAsync(TenantId tenant, string member, ItemFaultReason reason, Exception? cause, CancellationToken cancellationToken)
    {
        var attempts = await due.SetAsideAsync(tenant, member, reason, machine.Now, cancellationToken).ConfigureAwait(false);
        faults?.Report(tenant, new ItemFault("due", member, reason, attempts, cause));
    }
}
