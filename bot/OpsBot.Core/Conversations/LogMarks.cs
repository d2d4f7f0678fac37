using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>How far a conversation's log reached at the end of each of the last days; what reaches back too far is cut.</summary>
public sealed record LogMarks
{
    /// <summary>Kept at most this long, in days.</summary>
    public const int KeptDays = 7;

    /// <summary>The stored kind; the id is the log's conversation.</summary>
    public static readonly RecordKind<LogMarks> Kind = new("log-marks");

    private const string Member = "log";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LogMark> Marks { get; init; } = [];

    /// <summary>First part of the due member.</summary>
    internal static string DueKind => Member;

    /// <summary>When to look at a log again: at the end of the day (UTC), the same for every turn of a day.</summary>
    public static DueWrite DueAfter(string conversationId, DateTimeOffset now) =>
        new($"{Member}/{conversationId}", new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero));

    /// <summary>With the day that ends at <paramref name="now"/> marked; the entries to be cut are those up to the number given back.</summary>
    internal (LogMarks Left, long Through) At(DateTimeOffset now, long last)
    {
        // An entry of the first minute of a day is seven days old when the mark of its day is six.
        var old = Marks.Where(mark => now - mark.At >= TimeSpan.FromDays(KeptDays - 1)).ToList();
        return (this with { Marks = [.. Marks.Except(old), new LogMark(now, last)] }, old.Select(mark => mark.Last).DefaultIfEmpty(0).Max());
    }
}

/// <summary>At an instant the log's newest entry had this number.</summary>
public sealed record LogMark(DateTimeOffset At, long Last);
