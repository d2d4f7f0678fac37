using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>Flow B's clock: loads a case that is due, decides, commits.</summary>
public sealed class CaseSweepHandler(
    IRecordReader reader,
    IChangeStore store,
    IDirectory directory,
    Taxonomy taxonomy,
    DeadlineRules rules,
    QuietHours hours,
    IEntropySource entropy,
    TimeProvider clock) : IDueHandler
{
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public string Kind => Case.Kind.Name;

    /// <inheritdoc/>
    public Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken) => SweepAsync(tenant, id, cancellationToken);

    /// <summary>
    /// Sweeps one case. When others keep changing it, each of them writes its next due instant, and the lease brings it
    /// back if none did.
    /// </summary>
    public async Task SweepAsync(TenantId tenant, string caseId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var drawn = entropy.Draw();
            var found = await reader.GetAsync(tenant, [Case.Kind.Key(caseId)], cancellationToken).ConfigureAwait(false);
            var change = new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(drawn, "attempt"),
                Effects = found.Count > 0
                    ? CaseSweepPolicy.Decide(Context(tenant, drawn), Case.Kind.Read(found[0])).Effects
                    : new Effects { Dues = [new DueWrite(CaseWriting.DueMember(caseId), null)] },
            };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is not CommitOutcome.Conflict)
                return;
        }
    }

    private CaseContext Context(TenantId tenant, byte[] drawn) => new()
    {
        Now = clock.GetUtcNow(),
        Directory = directory.Of(tenant),
        Taxonomy = taxonomy,
        Rules = rules,
        Hours = hours,
        NewId = (purpose, length) => Identifier.From(drawn, purpose, length),
    };
}
