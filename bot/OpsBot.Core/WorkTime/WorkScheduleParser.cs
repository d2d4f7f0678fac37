using System.Globalization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>Reads <c>working-hours.json</c> of a pack.</summary>
public static class WorkScheduleParser
{
    /// <summary>A longer guard would silence most of a window.</summary>
    private const int LongestGuardInSeconds = 3600;

    public static PackReading<WorkSchedule> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<WorkSchedule>.Bad(faults);

        var name = root.Text("name");
        var offset = ReadOffset(root);
        var guard = TimeSpan.FromSeconds(root.Number("guardSeconds", 0, LongestGuardInSeconds));
        var windows = ReadWindows(root);
        var seasons = ReadSeasons(root);
        if (faults.Count == 0) faults.AddRange(WorkSchedule.FindFaults(guard, windows, seasons));
        return faults.Count > 0
            ? PackReading<WorkSchedule>.Bad(faults)
            : PackReading<WorkSchedule>.Of(new WorkSchedule(name, offset, guard, windows, seasons));
    }

    internal static List<WorkSeason> ReadSeasons(PackJson part) => part.Has("seasons")
        ? [.. part.Children("seasons").Select(item => new WorkSeason(item.MonthDay("firstDay"), item.MonthDay("lastDay"), ReadWindows(item)))]
        : [];

    internal static List<WorkWindow> ReadWindows(PackJson part) =>
        [.. part.Children("windows").Select(item => new WorkWindow(item.Time("opensAt"), item.Time("closesAt")))];

    private static TimeSpan ReadOffset(PackJson root)
    {
        var text = root.Text("utcOffset");
        var sign = text.StartsWith('-') ? -1 : 1;
        if (text.Length == 6 && text[0] is '+' or '-'
            && TimeOnly.TryParseExact(text[1..], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var size)
            && size <= new TimeOnly(14, 0))
            return sign * size.ToTimeSpan();
        root.Faults.Add(WorkTimeTexts.FaultOffset(text));
        return TimeSpan.Zero;
    }
}
