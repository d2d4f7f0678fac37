namespace OpsBot.Core.WorkTime;

/// <summary>What is known of a year whose paper is missing. Everything derived from it is provisional.</summary>
/// <param name="Holidays">The statutory days.</param>
/// <param name="NextPaperReachesBackTo">
/// First day of the end of December that next year's paper may still change (元旦 and its make-up workday).
/// </param>
public sealed record FixedHolidays(IReadOnlyList<FixedHoliday> Holidays, MonthDay NextPaperReachesBackTo)
{
    /// <summary>Reads <c>fixed-holidays.json</c> of a pack.</summary>
    public static PackReading<FixedHolidays> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<FixedHolidays>.Bad(faults);

        var reachesBackTo = root.MonthDay("nextPaperReachesBackTo");
        var holidays = root.Children("holidays").Select(Read).ToList();
        return faults.Count > 0
            ? PackReading<FixedHolidays>.Bad(faults)
            : PackReading<FixedHolidays>.Of(new FixedHolidays(holidays, reachesBackTo));
    }

    private static FixedHoliday Read(PackJson item)
    {
        var kind = item.Text("kind") switch
        {
            "solar" => FixedHolidayKind.Solar,
            "lunar" => FixedHolidayKind.Lunar,
            "qingming" => FixedHolidayKind.Qingming,
            var other => Unknown(item, other),
        };
        var anchored = kind != FixedHolidayKind.Qingming;
        // A lunar month may have 29 days and February 28: later anchors would not exist in every year.
        var longestMonth = kind == FixedHolidayKind.Lunar ? 29 : 28;
        return new FixedHoliday(
            item.Text("name"),
            kind,
            anchored ? item.Number("month", 1, 12) : 0,
            anchored ? item.Number("day", 1, longestMonth) : 0,
            item.Number("startOffset", -7, 7),
            item.Number("days", 1, 7));
    }

    private static FixedHolidayKind Unknown(PackJson item, string kind)
    {
        item.Faults.Add(Texts.WorkTimeTexts.FaultHolidayKind(kind));
        return FixedHolidayKind.Qingming;
    }
}
