using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>The command line's import: looks, and writes only what was looked at.</summary>
public sealed class CalendarImportHandler(IRecordReader records, IChangeStore store, HoursBook hours, IEntropySource entropy)
{
    /// <summary>What a table would change now.</summary>
    public async Task<PackReading<CalendarAmendment>> PreviewAsync(TenantId tenant, string json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var edition = await hours.OfAsync(tenant, cancellationToken).ConfigureAwait(false);
        return CalendarAmendment.Read(json, edition, edition.Hours.Territory.LocalDate(now));
    }

    /// <summary>Imports it; faults when it does not fit, or when somebody imported another paper at the same moment.</summary>
    public async Task<PackReading<CalendarAmendment>> ImportAsync(TenantId tenant, string json, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, CalendarImport.Keys, cancellationToken).ConfigureAwait(false);
        var edition = await hours.OfAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
        var read = CalendarAmendment.Read(json, edition, edition.Hours.Territory.LocalDate(now));
        if (read.Value is not { } amendment)
            return read;
        if (CalendarImport.Write(amendment, json, edition, stored, CalendarImport.Operator, now) is not { } effects)
            return PackReading<CalendarAmendment>.Bad([CalendarTexts.ChangedMeanwhile]);
        var change = new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "calendar-import"), Effects = effects };
        return await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Committed
            ? read
            : PackReading<CalendarAmendment>.Bad([CalendarTexts.ChangedMeanwhile]);
    }
}
