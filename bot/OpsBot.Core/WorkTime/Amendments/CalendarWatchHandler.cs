using OpsBot.Core.Changes;
using OpsBot.Core.Organization;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>Looks once a day whether the paper of the next year is still missing.</summary>
public sealed class CalendarWatchHandler(
    IRecordReader records, IChangeStore store, IDirectory directory, HoursBook hours, CalendarWatchRules rules, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => CalendarWatch.Kind.Name;

    /// <summary>Makes the watch due, whatever was due before; called when a scheduler starts.</summary>
    public Task StartAsync(TenantId tenant, CancellationToken cancellationToken) =>
        CommitAsync(tenant, new Effects { Dues = [new DueWrite(CalendarWatch.DueMember, clock.GetUtcNow())] }, cancellationToken);

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var key = CalendarWatch.Kind.Key(CalendarWatch.Id);
        var read = await records.GetAsync(tenant, [key, HoursBook.Key], cancellationToken).ConfigureAwait(false);
        var edition = await hours.OfAsync(tenant, read, cancellationToken).ConfigureAwait(false);
        var stored = read.FirstOrDefault(record => record.Key == key) is { } found ? CalendarWatch.Kind.Read(found) : null;
        // A conflict means that another process has just told them; the member's lease brings it back.
        await CommitAsync(tenant, CalendarWatch.Decide(stored, edition, rules, directory.Of(tenant), clock.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    private Task<CommitOutcome> CommitAsync(TenantId tenant, Effects effects, CancellationToken cancellationToken) => store.CommitAsync(
        new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "calendar-watch"), Effects = effects }, cancellationToken);
}
