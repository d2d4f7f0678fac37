using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>When a circular's readers are counted and when a count ends. Nothing is counted unless somebody asks.</summary>
public static class CircularReadingPolicy
{
    /// <summary>A count that was put off so often is given up.</summary>
    public const int MaxSetbacks = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>The reading with a new count; null: none may begin now.</summary>
    public static CircularReading? Begin(Circular circular, CircularReading? reading, CircularProgress progress, bool isOpen, ReadRules rules, DateTimeOffset now)
    {
        if (!IsOut(circular) || progress.Delivered == 0 || circular.RecipientCount < rules.SmallestCell || circular.DecidedAt + rules.For < now)
            return null;
        if (IsUnderWay(circular, progress, isOpen, rules, now))
            return null;
        if (reading is { Running: not null } || reading?.Counts >= rules.MostCounts || reading?.BegunAt + rules.AgainAfter > now)
            return null;
        return (reading ?? new CircularReading()) with { Counts = (reading?.Counts ?? 0) + 1, BegunAt = now, Running = new ReadTally(), Setbacks = 0, Interrupted = false };
    }

    /// <summary>It is just being sent: a count would be out of date at once. What stays behind is not waited for.</summary>
    public static bool IsUnderWay(Circular circular, CircularProgress progress, bool isOpen, ReadRules rules, DateTimeOffset now) =>
        circular.DecidedAt + rules.AgainAfter > now
        && (circular.Status == CircularStatus.Approved || progress.Sending > 0 || (isOpen && progress.Queued > 0));

    /// <summary>It was sent and was not taken back.</summary>
    public static bool IsOut(Circular circular) => circular.Status is CircularStatus.Approved or CircularStatus.FannedOut;

    /// <summary>After a step that looked at some messages: at its end it is the last count.</summary>
    public static CircularReading Counted(CircularReading reading, ReadTally tally, bool atEnd, DateTimeOffset now) => atEnd
        ? reading with { Running = null, Last = tally, CountedAt = now }
        : reading with { Running = tally, Setbacks = 0 };

    /// <summary>The platform put it off. One that would have to wait longer than a new count is given up too.</summary>
    public static CircularReading PutOff(CircularReading reading, ReadTally tally, TimeSpan pause, ReadRules rules) =>
        reading.Setbacks + 1 >= MaxSetbacks || pause >= rules.AgainAfter
            ? reading with { Running = null, Interrupted = true }
            : reading with { Running = tally, Setbacks = reading.Setbacks + 1 };

    /// <summary>Nothing is left to count: it was recalled.</summary>
    public static CircularReading Dropped(CircularReading reading) => reading with { Running = null };

    /// <summary>How long to wait after the platform put it off.</summary>
    public static TimeSpan PauseAfter(CircularReading reading, ReadAnswer.Later later) => later.After ?? FirstPause * Math.Pow(2, reading.Setbacks);

    /// <summary>The number says nothing about a single person or unit.</summary>
    public static bool MayShow(ReadTally tally, ReadRules rules) => tally.Told >= rules.SmallestCell && tally.Units.Count >= rules.FewestUnits;
}
