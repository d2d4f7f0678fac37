using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Replanning;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>Writes an import: the paper, the new edition, the walk that re-plans what was planned before, one audit line.</summary>
public static class CalendarImport
{
    /// <summary>Records an import must see.</summary>
    public static IReadOnlyList<RecordKey> Keys { get; } = [HoursBook.Key, CalendarPapers.Key];

    /// <summary>What is committed; null when the stored papers are no longer those of <paramref name="edition"/>: look again.</summary>
    /// <param name="amendment">What was confirmed, read over <paramref name="edition"/>.</param>
    /// <param name="json">Its text.</param>
    /// <param name="edition">The edition it was read over.</param>
    /// <param name="stored">The records of <see cref="Keys"/> that exist.</param>
    /// <param name="by">Person id, or <c>operator</c>.</param>
    /// <param name="now">The instant of the confirmation.</param>
    public static Effects? Write(
        CalendarAmendment amendment, string json, HoursEdition edition, IReadOnlyCollection<StoredRecord> stored, string by, DateTimeOffset now)
    {
        var papers = stored.FirstOrDefault(r => r.Key == CalendarPapers.Key) is { } read ? CalendarPapers.Kind.Read(read) : new Versioned<CalendarPapers>(new CalendarPapers(), 0);
        var headVersion = stored.FirstOrDefault(r => r.Key == HoursBook.Key)?.Version ?? 0;
        if (papers.Value.Papers.Count != edition.Number)
            return null;
        var paper = amendment.Table.Paper;
        var number = edition.Number + 1;
        var added = new ImportedPaper(paper.Number, paper.Title, amendment.Table.Year, by, now, json);
        var own = new Effects
        {
            Records =
            [
                CalendarPapers.Kind.Put(CalendarPapers.Id, papers.Value with { Papers = [.. papers.Value.Papers, added] }, papers.Version),
                CalendarHead.Kind.Put(CalendarHead.Id, new CalendarHead(number), headVersion),
            ],
            // The year that was missing is there now: nobody needs to be told that it is missing.
            Withdrawals = amendment.SettlesYear ? [CalendarWatch.SubjectOf(amendment.Table.Year)] : [],
            Audit = [new AuditEntry(now, by, "calendar.imported", CalendarPapers.Key.ToString(), $"edition={number} year={amendment.Table.Year} days={amendment.Changes.Count} {paper.Number}")],
            Certificate = [new CertificateEntry { At = now, Event = CertificateEvents.Calendar, Calendar = CalendarMark.Of(number, paper.Number, json) }],
        };
        return own.Plus(Replan.Start($"edition/{number}", new Replan { Reason = paper.Number, TellPersonId = by == Operator ? null : by, StartedAt = now }));
    }

    /// <summary>Who imports by the command line.</summary>
    public const string Operator = "operator";
}
