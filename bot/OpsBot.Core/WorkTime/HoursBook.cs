using System.Collections.Concurrent;
using OpsBot.Core.Changes;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Gives the hours in force: the packs' papers and those an admin imported. Each call compares the number of the edition in
/// the store with the one held in memory, so an import counts in every process from its commit on, without a restart.
/// </summary>
public sealed class HoursBook(WorkTimePack pack, PersonalHoursRules rules, IRecordReader records)
{
    private readonly ConcurrentDictionary<TenantId, HoursEdition> _editions = new();
    private readonly HoursEdition _packs = HoursEdition.Of(pack, rules);

    /// <summary>The record that a caller may read together with its own ones, to save a call.</summary>
    public static RecordKey Key => CalendarHead.Kind.Key(CalendarHead.Id);

    /// <summary>The edition in force. Throws <see cref="StoreUnavailableException"/> when the store is away.</summary>
    public async ValueTask<HoursEdition> OfAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await OfAsync(tenant, await records.GetAsync(tenant, [Key], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The same when <see cref="Key"/> was among the records already <paramref name="read"/>.</summary>
    public ValueTask<HoursEdition> OfAsync(TenantId tenant, IReadOnlyList<StoredRecord> read, CancellationToken cancellationToken)
    {
        var head = read.FirstOrDefault(record => record.Key == Key);
        var known = _editions.GetValueOrDefault(tenant, _packs);
        var stored = head is null ? 0 : CalendarHead.Kind.Read(head).Value.Edition;
        // Another task may have read a newer one meanwhile; time does not run back.
        return stored <= known.Number ? new(known) : LoadAsync(tenant, cancellationToken);
    }

    private async ValueTask<HoursEdition> LoadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [CalendarPapers.Key], cancellationToken).ConfigureAwait(false);
        var papers = found.Count > 0 ? CalendarPapers.Kind.Read(found[0]).Value : new CalendarPapers();
        var (all, leftOut) = papers.Over(pack);
        var loaded = HoursEdition.Of(all, rules, papers.Papers.Count, leftOut);
        return _editions.AddOrUpdate(tenant, loaded, (_, known) => known.Number > loaded.Number ? known : loaded);
    }
}
