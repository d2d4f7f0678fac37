using OpsBot.Core.Changes;

namespace OpsBot.Core.GroupGuard;

/// <summary>Deletes an offer, and with it the words it holds, when its time is over.</summary>
public sealed class GroupOfferExpiryHandler(IRecordReader reader, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    internal const string Member = "group-offer";

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>Ends in one attempt: when a turn comes in between, the lease brings the offer back.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await reader.GetAsync(tenant, [GroupOffer.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var stored = found.Count > 0 ? GroupOffer.Kind.Read(found[0]) : null;
        var change = new ChangeSet
        {
            Tenant = tenant,
            AttemptId = Identifier.From(entropy.Draw(), "attempt"),
            Effects = Decide(id, stored, clock.GetUtcNow()),
        };
        await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
    }

    private static Effects Decide(string id, Versioned<GroupOffer>? stored, DateTimeOffset now)
    {
        if (stored is null)
            return new Effects { Dues = [GroupOffer.Due(id, null)] };
        if (stored.Value.ExpiresAt > now)
            return new Effects { Dues = [GroupOffer.Due(id, stored.Value.ExpiresAt)] };
        return new Effects
        {
            Records = [GroupOffer.Kind.Delete(id, stored.Version)],
            Dues = [GroupOffer.Due(id, null)],
            Withdrawals = [GroupOffer.ConsentSubjectOf(id)],
        };
    }
}
