using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Core.WorkTime;

namespace OpsBot.Simulation.City;

/// <summary>An amendment such as those of 2019 and 2020: a holiday gets one day more, and a Saturday is worked for it.</summary>
internal static class MadeUpPaper
{
    /// <summary>The last day of the first holiday that ends on the day given or later and can be made longer; null: none is left in the year.</summary>
    public static DateOnly? DayFrom(WorkTimePack pack, int year, DateOnly from) => ToLengthen(pack, year, from)?.LastDay;

    /// <summary>Name and text of the file; null when no holiday of the year is left to change.</summary>
    public static (string Name, string Text)? For(WorkTimePack pack, int year, DateOnly knownFrom)
    {
        var ofYear = Tables(pack, year, knownFrom);
        if (ToLengthen(pack, year, knownFrom) is not { } holiday)
            return null;
        var calendar = pack.Calendar(knownFrom);
        var saturday = holiday.LastDay.AddDays(7);
        while (saturday.DayOfWeek != DayOfWeek.Saturday || calendar.StatusOf(saturday).Kind != DayKind.Weekend)
            saturday = saturday.AddDays(1);
        return ($"calendar-{year}-simulated.json", new JsonObject
        {
            ["schema"] = 1,
            ["territory"] = "china",
            ["year"] = year,
            ["paper"] = new JsonObject
            {
                ["title"] = "演练用的调整通知（虚构）",
                ["number"] = "演练1号",
                ["issuedOn"] = Written(knownFrom),
                ["knownFrom"] = Written(knownFrom),
                ["amends"] = ofYear[^1].Paper.Number,
            },
            ["checkedAgainst"] = "nothing: it is made up",
            ["holidays"] = new JsonArray(new JsonObject
            {
                ["name"] = holiday.Name,
                ["firstDay"] = Written(holiday.FirstDay),
                ["lastDay"] = Written(holiday.LastDay.AddDays(1)),
                ["makeUpWorkdays"] = new JsonArray([.. holiday.MakeUpWorkdays.Append(saturday).Select(d => (JsonNode)Written(d))]),
            }),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
    }

    private static HolidayTable[] Tables(WorkTimePack pack, int year, DateOnly knownFrom) =>
        [.. pack.Tables.Where(t => t.Year == year && t.Paper.KnownFrom < knownFrom).OrderBy(t => t.Paper.KnownFrom)];

    private static Holiday? ToLengthen(WorkTimePack pack, int year, DateOnly from)
    {
        var calendar = pack.Calendar(from);
        return Tables(pack, year, from).SelectMany(t => t.Holidays).GroupBy(h => h.Name).Select(g => g.Last())
            .Where(h => h.LastDay >= from && calendar.IsWorkday(h.LastDay.AddDays(1)) && !h.MakeUpWorkdays.Contains(h.LastDay.AddDays(1)))
            .OrderBy(h => h.FirstDay).FirstOrDefault();
    }

    private static string Written(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
