using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Core.WorkTime;

namespace OpsBot.Simulation.City;

/// <summary>An amendment such as those of 2019 and 2020: the next holiday gets one day more, and a Saturday is worked for it.</summary>
internal static class MadeUpPaper
{
    private const int DaysAhead = 10;

    /// <summary>Name and text of the file; null when no holiday of the year is left to change.</summary>
    public static (string Name, string Text)? For(WorkTimePack pack, int year, DateOnly knownFrom)
    {
        var ofYear = pack.Tables.Where(t => t.Year == year && t.Paper.KnownFrom < knownFrom).OrderBy(t => t.Paper.KnownFrom).ToArray();
        var calendar = pack.Calendar(knownFrom);
        var holiday = ofYear.SelectMany(t => t.Holidays).GroupBy(h => h.Name).Select(g => g.Last())
            .Where(h => h.FirstDay >= knownFrom.AddDays(DaysAhead)).OrderBy(h => h.FirstDay).FirstOrDefault();
        if (ofYear.Length == 0 || holiday is null || !calendar.IsWorkday(holiday.LastDay.AddDays(1)) || holiday.MakeUpWorkdays.Contains(holiday.LastDay.AddDays(1)))
            return null;
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

    private static string Written(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
