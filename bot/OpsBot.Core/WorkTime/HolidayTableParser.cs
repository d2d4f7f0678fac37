namespace OpsBot.Core.WorkTime;

/// <summary>Reads <c>calendar-*.json</c> of a pack: one file for each State Council paper.</summary>
public static class HolidayTableParser
{
    public static PackReading<HolidayTable> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<HolidayTable>.Bad(faults);

        var year = root.Number("year", WorkCalendar.FirstDay.Year, WorkCalendar.LastDay.Year);
        var paper = root.Child("paper") is { } part
            ? new HolidayPaper(
                part.Text("title"), part.Text("number"), part.Date("issuedOn"), part.Date("knownFrom"), part.OptionalText("amends"))
            : null;
        var checkedAgainst = root.Text("checkedAgainst");
        var holidays = root.Children("holidays")
            .Select(item => new Holiday(
                item.Text("name"), item.Date("firstDay"), item.Date("lastDay"), item.Dates("makeUpWorkdays"), paper?.Number ?? ""))
            .ToList();
        if (faults.Count > 0 || paper is null) return PackReading<HolidayTable>.Bad(faults);

        var table = new HolidayTable(year, paper, checkedAgainst, holidays);
        faults.AddRange(table.FindFaults());
        return faults.Count > 0 ? PackReading<HolidayTable>.Bad(faults) : PackReading<HolidayTable>.Of(table);
    }
}
