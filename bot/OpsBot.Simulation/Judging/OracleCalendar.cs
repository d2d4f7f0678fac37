using System.Text.Json;

namespace OpsBot.Simulation.Judging;

/// <summary>
/// Workdays and office hours, read from the pack's files in the plainest way and without any of the bot's calendar code:
/// a weekend is free, a paper's holidays are free, a paper's make-up days are worked, the latest paper known wins.
/// </summary>
internal sealed class OracleCalendar
{
    private readonly HashSet<DateOnly> _free = [];
    private readonly HashSet<DateOnly> _madeUp = [];

    public OracleCalendar(IReadOnlyDictionary<string, string> files, DateOnly knownOn)
    {
        var papers = files.Where(f => f.Key.StartsWith("calendar-", StringComparison.Ordinal))
            .Select(f => JsonDocument.Parse(f.Value).RootElement)
            .Where(p => DayOf(p.GetProperty("paper"), "knownFrom") <= knownOn)
            .OrderBy(p => DayOf(p.GetProperty("paper"), "knownFrom"));
        Dictionary<(int Year, string Name), JsonElement> holidays = [];
        foreach (var paper in papers)
            foreach (var holiday in paper.GetProperty("holidays").EnumerateArray())
                holidays[(paper.GetProperty("year").GetInt32(), holiday.GetProperty("name").GetString()!)] = holiday;
        foreach (var holiday in holidays.Values)
        {
            for (var day = DayOf(holiday, "firstDay"); day <= DayOf(holiday, "lastDay"); day = day.AddDays(1))
                _free.Add(day);
            foreach (var day in holiday.GetProperty("makeUpWorkdays").EnumerateArray())
                _madeUp.Add(DateOnly.Parse(day.GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        }
        var hours = JsonDocument.Parse(files["working-hours.json"]).RootElement;
        Guard = TimeSpan.FromSeconds(hours.GetProperty("guardSeconds").GetInt32());
        Offset = TimeSpan.Parse(hours.GetProperty("utcOffset").GetString()!.TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture);
        Windows = [.. hours.GetProperty("windows").EnumerateArray().Select(w => (TimeOf(w, "opensAt"), TimeOf(w, "closesAt")))];
    }

    public TimeSpan Guard { get; }

    public TimeSpan Offset { get; }

    public IReadOnlyList<(TimeSpan From, TimeSpan Until)> Windows { get; }

    // New Year's Day is free whether or not its paper is out yet.
    public bool IsWorkday(DateOnly day) =>
        _madeUp.Contains(day) || (!_free.Contains(day) && day is not { Month: 1, Day: 1 } && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    private static DateOnly DayOf(JsonElement element, string name) =>
        DateOnly.Parse(element.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan TimeOf(JsonElement element, string name) =>
        TimeSpan.Parse(element.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
