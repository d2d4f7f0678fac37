using OpsBot.Core.Changes;

namespace OpsBot.Core.Overrides;

/// <summary>Closes an override whose time is over. The gate does not wait for it: it compares instants itself.</summary>
public sealed class OverrideExpiryHandler(IRecordReader records, IChangeStore store, OverrideRules rules, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => Override.Kind.Name;

    /// <summary>Ends in one attempt: when a turn comes in between, the lease brings it back.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [Override.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var stored = found.Count > 0 ? Override.Kind.Read(found[0]) : null;
        var change = new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "attempt"), Effects = Decide(id, stored, rules, clock.GetUtcNow()) };
        await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
    }

    private static Effects Decide(string id, Versioned<Override>? stored, OverrideRules rules, DateTimeOffset now)
    {
        if (stored is not { Value.Status: OverrideStatus.Pending or OverrideStatus.Approved })
            return new Effects { Dues = [new DueWrite(Override.DueMemberOf(id), null)] };
        return OverridePolicy.Expire(stored.Value, rules, now) is { } expired
            ? OverrideChange.Expired(stored, expired, now)
            : new Effects { Dues = [new DueWrite(Override.DueMemberOf(id), OverridePolicy.Due(stored.Value, rules))] };
    }
}
