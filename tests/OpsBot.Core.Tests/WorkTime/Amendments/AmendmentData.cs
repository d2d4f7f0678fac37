using OpsBot.Core.Changes;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Core.Tests.WorkTime.Amendments;

/// <summary>Made-up papers in the form of the packs.</summary>
internal static class AmendmentData
{
    public const string MondayOff = "测试电〔2026〕1号";
    public const string NextYear = "测试电〔2026〕2号";

    /// <summary>Monday 23 November 2026 becomes a day off, Saturday 28 November is worked for it.</summary>
    public static string MondayOffJson(string number = MondayOff, string knownFrom = "2026-11-20", string firstDay = "2026-11-23", string lastDay = "2026-11-23") => $$"""
        {"schema":1,"territory":"china","year":2026,
         "paper":{"title":"关于纪念日放假的通知","number":"{{number}}","issuedOn":"2026-11-20","knownFrom":"{{knownFrom}}","amends":"国办发明电〔2025〕7号"},
         "checkedAgainst":"made up for tests",
         "holidays":[{"name":"纪念日","firstDay":"{{firstDay}}","lastDay":"{{lastDay}}","makeUpWorkdays":["2026-11-28"]}]}
        """;

    /// <summary>The table of 2027, public on 10 November 2026.</summary>
    public static string NextYearJson() => $$"""
        {"schema":1,"territory":"china","year":2027,
         "paper":{"title":"关于2027年部分节假日安排的通知","number":"{{NextYear}}","issuedOn":"2026-11-10","knownFrom":"2026-11-10"},
         "checkedAgainst":"made up for tests",
         "holidays":[{"name":"元旦","firstDay":"2027-01-01","lastDay":"2027-01-03","makeUpWorkdays":["2026-12-27"]}]}
        """;

    public static CalendarAmendment Read(string json, HoursEdition? edition = null, string today = "2026-11-20")
    {
        var read = CalendarAmendment.Read(json, edition ?? WorkTimeData.Edition, DateOnly.Parse(today));
        Assert.Empty(read.Faults);
        return read.Value!;
    }

    /// <summary>The edition with one more paper.</summary>
    public static HoursEdition With(string json, HoursEdition? edition = null, string today = "2026-11-20") =>
        HoursEdition.Of(Read(json, edition, today).Pack, WorkTimeData.PersonalRules, (edition ?? WorkTimeData.Edition).Number + 1);

    /// <summary>Imports as the command line does.</summary>
    public static async Task ImportAsync(IRecordReader records, IChangeStore store, HoursBook book, TenantId tenant, string json, DateTimeOffset now) =>
        Assert.Empty((await new CalendarImportHandler(records, store, book, new Circulars.CircularStore()).ImportAsync(tenant, json, now, CancellationToken.None)).Faults);
}
