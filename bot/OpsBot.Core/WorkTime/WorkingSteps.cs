using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Walks the days of a count and writes a line for each run of equal days. It counts by itself, day by day, from the
/// spans; the timeline's look-ups are not asked again.
/// </summary>
internal sealed class WorkingSteps(WorkTimeline timeline, WorkUnit unit, DateTimeOffset from, DateTimeOffset to, bool backwards)
{
    private readonly List<string> _steps = [];
    private long _total;
    private int? _missingYear;

    public bool IsProvisional => _missingYear is not null;

    public void Say(string step) => _steps.Add(step);

    public List<string> Finish()
    {
        if (_missingYear is { } year) _steps.Add(WorkTimeTexts.Provisional(year));
        return _steps;
    }

    /// <summary>Walks until the amount is reached.</summary>
    public void WalkUntil(int amount)
    {
        var wanted = unit == WorkUnit.Minutes ? amount * TimeSpan.TicksPerMinute : amount;
        Write(Shares().TakeWhile(_ => _total < wanted));
    }

    /// <summary>Walks all days from start to end.</summary>
    public void WalkAll()
    {
        var last = timeline.LocalDate(to);
        Write(Shares().TakeWhile(share => share.Day.On <= last));
    }

    private IEnumerable<WorkingShare> Shares()
    {
        var start = timeline.LocalDate(backwards ? to : from);
        if (!backwards && start > WorkCalendar.FirstDay && ShareOf(start.AddDays(-1)) is { Amount: > 0 } night) yield return night;
        var step = backwards ? -1 : 1;
        for (var day = unit == WorkUnit.Days ? start.AddDays(step) : start; ; day = day.AddDays(step))
            yield return ShareOf(day);
    }

    private WorkingShare ShareOf(DateOnly date)
    {
        var status = timeline.Plan.StatusOf(date);
        var spans = timeline.SpansOn(date);
        if (spans.Count == 0) return new WorkingShare(status, 0, true, []);
        if (unit == WorkUnit.Days) return new WorkingShare(status, IsCountedDay(date) ? 1 : 0, true, []);
        // Where leave has left only one half of a day, the hours are named.
        var halves = timeline.HalvesOn(date);
        var isFullDay = halves.Count == 2;
        if (unit == WorkUnit.HalfDays)
        {
            var counted = halves.Where(half => IsCounted(timeline.At(date, half.OpensAt), timeline.At(date, half.ClosesAt))).ToArray();
            return new WorkingShare(status, counted.Length, isFullDay && counted.Length == 2, counted);
        }
        var inside = spans.Select(span => Clip(date, span)).Where(span => span.Length > TimeSpan.Zero).ToArray();
        return new WorkingShare(status, inside.Sum(span => span.Length.Ticks), isFullDay && inside.SequenceEqual(spans), inside);
    }

    private bool IsCountedDay(DateOnly date) => backwards ? date < timeline.LocalDate(to) : date > timeline.LocalDate(from);

    private bool IsCounted(DateTimeOffset opens, DateTimeOffset closes) =>
        backwards ? closes < to && opens >= from : opens > from && closes <= to;

    private WorkSpan Clip(DateOnly date, WorkSpan span)
    {
        var midnight = timeline.At(date, TimeSpan.Zero);
        var (start, end) = (from - midnight, to - midnight);
        return new WorkSpan(span.OpensAt > start ? span.OpensAt : start, span.ClosesAt < end ? span.ClosesAt : end);
    }

    private void Write(IEnumerable<WorkingShare> shares)
    {
        var run = new List<WorkingShare>();
        foreach (var share in shares)
        {
            if (run.Count > 0 && !run[^1].IsLike(share)) Flush(run);
            run.Add(share);
            _total += share.Amount;
            _missingYear ??= share.Day.MissingPaperYear;
        }
        Flush(run);
    }

    private void Flush(List<WorkingShare> run)
    {
        if (run.Count == 0) return;
        // The total already holds this run, and the next share is not yet added when a run ends.
        _steps.Add(WorkStepTexts.Run(run, unit, _total));
        run.Clear();
    }
}
