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
    HoursBook hours,
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
            var key = Case.Kind.Key(caseId);
            var read = await reader.GetAsync(tenant, [key, HoursBook.Key], cancellationToken).ConfigureAwait(false);
            var edition = await hours.OfAsync(tenant, read, cancellationToken).ConfigureAwait(false);
            var found = read.FirstOrDefault(record => record.Key == key);
            var change = new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(drawn, "attempt"),
                Effects = found is not null
                    ? CaseSweepPolicy.Decide(Context(tenant, drawn, edition.Hours), Case.Kind.Read(found)).Effects
                    : new Effects { Dues = [new DueWrite(CaseWriting.DueMember(caseId), null)] },
            };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is not CommitOutcome.Conflict)
                return;
        }
    }

    private CaseContext Context(TenantId tenant, byte[] drawn, HoursResolver resolver) => new()
    {
        Now = clock.GetUtcNow(),
        Directory = directory.Of(tenant),
        Taxonomy = taxonomy,
        Rules = rules,
        Hours = resolver,
        NewId = (purpose, length) => Identifier.From(drawn, purpose, length),
    };
}
