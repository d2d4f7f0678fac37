using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>The hours of a workday: windows in local time, at a fixed offset from UTC. Immutable.</summary>
public sealed class WorkSchedule
{
    /// <summary>More windows than this in one day is a slip, not a schedule.</summary>
    internal const int MostWindows = 8;

    private readonly WorkSpan[] _spans;
    private readonly WorkSpan[][] _spansOfSeasons;

    /// <exception cref="ArgumentException">The hours contradict themselves; the message lists all faults.</exception>
    public WorkSchedule(
        string name, TimeSpan utcOffset, TimeSpan guard, IReadOnlyList<WorkWindow> windows, IReadOnlyList<WorkSeason>? seasons = null)
    {
        var faults = FindFaults(guard, windows, seasons ?? []);
        if (faults.Count > 0) throw new ArgumentException(string.Join('\n', faults), nameof(windows));
        Name = name;
        UtcOffset = utcOffset;
        Guard = guard;
        Windows = windows;
        Seasons = seasons ?? [];
        _spans = [.. Windows.Select(WorkSpan.Of)];
        _spansOfSeasons = [.. Seasons.Select(season => season.Windows.Select(WorkSpan.Of).ToArray())];
    }

    public string Name { get; }

    /// <summary>Local time less UTC; +08:00 in all of China.</summary>
    public TimeSpan UtcOffset { get; }

    /// <summary>Before each closing nothing new is sent for this long, so that a slow send cannot arrive late.</summary>
    public TimeSpan Guard { get; }

    /// <summary>The windows outside every season, in order of time.</summary>
    public IReadOnlyList<WorkWindow> Windows { get; }

    public IReadOnlyList<WorkSeason> Seasons { get; }

    /// <summary>The spans of a day if it is worked; the first season that contains it wins.</summary>
    public IReadOnlyList<WorkSpan> SpansOn(DateOnly date)
    {
        for (var index = 0; index < Seasons.Count; index++)
            if (Seasons[index].Contains(date)) return _spansOfSeasons[index];
        return _spans;
    }

    internal static List<string> FindFaults(TimeSpan guard, IReadOnlyList<WorkWindow> windows, IReadOnlyList<WorkSeason> seasons)
    {
        var faults = new List<string>();
        if (guard < TimeSpan.Zero) faults.Add(WorkTimeTexts.FaultGuard);
        Check(guard, windows, faults);
        foreach (var season in seasons) Check(guard, season.Windows, faults);
        return faults;
    }

    private static void Check(TimeSpan guard, IReadOnlyList<WorkWindow> windows, List<string> faults)
    {
        if (windows.Count is 0 or > MostWindows) faults.Add(WorkTimeTexts.FaultWindowCount(MostWindows));
        for (var index = 0; index < windows.Count; index++)
        {
            var window = windows[index];
            if (window.Length <= guard || window.Length <= TimeSpan.Zero)
                faults.Add(WorkTimeTexts.FaultWindowTooShort(window.OpensAt, window.ClosesAt, guard));
            if (index > 0 && window.OpensAt < windows[index - 1].ClosesAt)
                faults.Add(WorkTimeTexts.FaultWindowOrder(window.OpensAt, windows[index - 1].ClosesAt));
        }
    }
}
