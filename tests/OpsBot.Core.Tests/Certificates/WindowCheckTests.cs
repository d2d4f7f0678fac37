using OpsBot.Core.Certificates;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.Certificates;

/// <summary>The check works every window out by itself: from the tables, the hours of units and people, and quiet times.</summary>
public sealed class WindowCheckTests
{
    private const string Directory = """
        {"units":[
          {"id":"u","name":"u","kind":"city"},
          {"id":"early","name":"early","kind":"department","parent":"u","schedule":{"kind":"office","name":"早班","windows":[{"opensAt":"07:00","closesAt":"15:00"}]}}],
         "people":[
          {"id":"plain","name":"plain","unit":"u","roles":[]},
          {"id":"early","name":"early","unit":"early","roles":[]},
          {"id":"away","name":"away","unit":"u","roles":[],"leave":[{"firstDay":"2026-11-23","lastDay":"2026-11-24"}]}]}
        """;

    private static readonly DirectorySnapshot Now = DirectoryPack.Parse(Directory, _ => [], WorkTimeData.Pack.Schedule);
    private static readonly QuietSpan[] Mornings = [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0))];

    [Theory]
    [InlineData("plain", "2026-11-23 09:00", "territory", "08:30")]
    [InlineData("early", "2026-11-23 07:30", "own", "07:00")]
    [InlineData("stranger", "2026-11-23 09:00", "territory", "08:30")]
    [InlineData("away", "2026-11-25 09:00", "own", "08:30")]
    public void Fault_AsTheGateWroteIt_IsNone(string person, string at, string plan, string opens)
    {
        var line = Line(person, at);

        Assert.Equal((plan, opens), (line.Entry.Window!.Plan, $"{line.Entry.Window.Opens:HH:mm}"));
        Assert.Null(Check().FaultOf(line));
    }

    [Fact]
    public void Fault_HoldOverLeaveAndQuietTime_IsRecomputedToo()
    {
        var leave = Line("away", "2026-11-23 09:00", CertificateEvents.Held);
        var quiet = Line("plain", "2026-11-23 09:00", CertificateEvents.Held, Mornings);

        Assert.Equal(WorkTimeData.Local("2026-11-25 08:30"), leave.Entry.Window!.Opens);
        Assert.Equal(WorkTimeData.Local("2026-11-23 10:00"), quiet.Entry.Window!.Opens);
        Assert.Null(Check().FaultOf(leave));
        Assert.Null(Check().FaultOf(quiet));
        Assert.NotNull(Check().FaultOf(With(quiet, w => w with { Quiet = null })));
    }

    [Theory]
    [InlineData("opens")]
    [InlineData("closes")]
    [InlineData("guard")]
    [InlineData("plan")]
    [InlineData("quietThatWidens")]
    [InlineData("quietAllDay")]
    [InlineData("manyQuietTimes")]
    [InlineData("edition")]
    [InlineData("otherYear")]
    public void Fault_WindowToldOtherwise_NamesTheLine(string what)
    {
        var line = Line("plain", "2026-11-23 09:00");
        var changed = With(line, w => what switch
        {
            "opens" => w with { Opens = w.Opens.AddMinutes(-1) },
            "closes" => w with { Closes = w.Closes.AddHours(10) },
            "guard" => w with { Guard = 0 },
            "plan" => w with { Plan = CertificateWindow.Own, Opens = w.Opens.AddHours(-6) },
            "quietThatWidens" => w with { Opens = w.Opens.AddHours(-1), Plan = CertificateWindow.Own, Quiet = [new QuietSpan(new TimeOnly(22, 0), new TimeOnly(6, 0))] },
            "quietAllDay" => w with { Quiet = [new QuietSpan(new TimeOnly(0, 0), new TimeOnly(0, 0))] },
            "manyQuietTimes" => w with { Quiet = [.. Enumerable.Repeat(Mornings[0], 50)] },
            "edition" => w with { Edition = 1 },
            _ => w,
        });
        if (what == "otherYear")
            changed = changed with { At = changed.At.AddYears(-50) };

        Assert.StartsWith("第7行（消息m）", Check().FaultOf(changed), StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_OwnHoursThatNoDirectoryKnows_AreFound_OlderDirectoryExplains()
    {
        var line = Line("early", "2026-11-23 07:30");
        var moved = DirectoryPack.Parse(Directory.Replace("\"unit\":\"early\"", "\"unit\":\"u\"", StringComparison.Ordinal), _ => [], WorkTimeData.Pack.Schedule);

        Assert.Contains("--directory", Check(moved).FaultOf(line));
        Assert.Null(Check(moved, Now).FaultOf(line));
    }

    [Fact]
    public void Fault_HoursExportedWithoutNames_AreEnough()
    {
        var named = Directory.Replace("\"name\":\"away\"", "\"name\":\"王小明\"", StringComparison.Ordinal);
        var hours = DirectoryHours.Of(named);
        var exported = DirectoryPack.Parse(hours, _ => [], WorkTimeData.Pack.Schedule);

        Assert.DoesNotContain("王小明", hours);
        Assert.All(new[] { Line("early", "2026-11-23 07:30"), Line("away", "2026-11-23 09:00", CertificateEvents.Held), Line("plain", "2026-11-23 09:00") }, line => Assert.Null(Check(exported).FaultOf(line)));
        Assert.Throws<FormatException>(() => DirectoryHours.Of("[]"));
        Assert.Throws<FormatException>(() => DirectoryHours.Of("{\"units\":1}"));
    }

    [Fact]
    public void Fault_ClaimDiffers_IsFound()
    {
        var atNight = Line("plain", "2026-11-23 22:00");
        var byDay = Line("plain", "2026-11-23 09:00", CertificateEvents.Overridden);
        var held = Line("plain", "2026-11-23 09:00", CertificateEvents.Held);

        Assert.Contains("不在工作时段", Check().FaultOf(atNight));
        Assert.Contains("在工作时间内", Check().FaultOf(byDay));
        Assert.Contains("在工作时间内", Check().FaultOf(held));
        Assert.Null(Check().FaultOf(Line("plain", "2026-11-23 22:00", CertificateEvents.Overridden)));
        Assert.Contains("没有写工作时段", Check().FaultOf(atNight with { Entry = atNight.Entry with { Window = null } }));
        // In the guard band nothing may be sent any more.
        Assert.NotNull(Check().FaultOf(Line("plain", "2026-11-23 11:58:30")));
    }

    [Fact]
    public void Fault_LineOfTheOldFormat_MustLieWithinRecomputedHours()
    {
        var old = With(Line("plain", "2026-11-23 10:30", quiet: Mornings), w => new CertificateWindow(w.Opens, w.Closes, w.Guard, w.Plan));
        var check = Check();

        Assert.Equal(WorkTimeData.Local("2026-11-23 10:00"), old.Entry.Window!.Opens);
        Assert.Null(check.FaultOf(old));
        Assert.Equal((1, 1), (check.Recomputed, check.Older));
        Assert.NotNull(check.FaultOf(With(old, w => w with { Opens = w.Opens.AddHours(-3) })));
        Assert.NotNull(check.FaultOf(With(old, w => w with { Closes = w.Closes.AddHours(12) })));
    }

    [Fact]
    public void Fault_GroupOfAUnit_CountsTheUnitsHours()
    {
        var at = WorkTimeData.Local("2026-11-23 07:30");
        var line = new CertificateLine(7, at, Entry(null, CertificateEvents.Sent, at, CertificateWindow.Of(WorkTimeData.Edition.Hours.ForUnit(Now, "early"), at, "early")), "");

        Assert.Null(Check().FaultOf(line));
        Assert.NotNull(Check().FaultOf(With(line, w => w with { Unit = "u" })));
    }

    [Fact]
    public void Fault_ImportedPaper_CountsFromItsLineOn()
    {
        // The pack without the paper that moved days in 2020, which is then imported.
        var files = WorkTimeData.Files.Where(f => f.Key != "calendar-2020-amendment.json").ToDictionary();
        var bare = WorkTimePack.Read(files).Value!;
        var json = WorkTimeData.Files["calendar-2020-amendment.json"];
        var number = HolidayTableParser.Parse(json).Value!.Paper.Number;
        var edition = HoursEdition.Of(bare.With(HolidayTableParser.Parse(json).Value!).Value!, WorkTimeData.PersonalRules, 1);
        var at = WorkTimeData.Local("2020-01-31 09:00");
        var line = new CertificateLine(7, at, Entry("plain", CertificateEvents.Held, at, CertificateWindow.Of(edition.Hours.Territory, at), "over_burden"), "");
        var check = new WindowCheck(bare, WorkTimeData.PersonalRules, [Now], []);

        Assert.Contains("第1版日历", check.FaultOf(line));
        Assert.Null(check.FaultOf(new CertificateLine(6, at, new CertificateEntry { Event = CertificateEvents.Calendar, Calendar = CalendarMark.Of(1, number, json) }, "")));
        Assert.Null(check.FaultOf(line));
        Assert.Equal([number], check.Imported);
        Assert.NotNull(check.FaultOf(With(line, w => w with { Edition = 0 })));
        Assert.NotNull(check.FaultOf(new CertificateLine(8, at, new CertificateEntry { Event = CertificateEvents.Calendar, Calendar = CalendarMark.Of(3, number, json) }, "")));
        Assert.Null(new WindowCheck(bare, WorkTimeData.PersonalRules, [Now], [HolidayTableParser.Parse(json).Value!]).FaultOf(line));
    }

    private static WindowCheck Check(params DirectorySnapshot[] directories) =>
        new(WorkTimeData.Pack, WorkTimeData.PersonalRules, directories.Length > 0 ? directories : [Now], []);

    /// <summary>A line as the bot makes it, and through JSON once.</summary>
    private static CertificateLine Line(string person, string at, string happened = CertificateEvents.Sent, QuietSpan[]? quiet = null)
    {
        var now = WorkTimeData.Local(at);
        var own = quiet is null ? null : new PersonalQuiet { Spans = quiet, Since = now };
        var hours = WorkTimeData.Edition.Hours.ForPerson(Now, person, own, now);
        var entry = Entry(person, happened, now, CertificateWindow.Of(hours, now), happened == CertificateEvents.Held ? "outside_working_time" : null);
        return CertificateChain.Parse(CertificateChain.Seal(CertificateHead.Start, entry, now).Line)! with { Number = 7 };
    }

    private static CertificateEntry Entry(string? person, string happened, DateTimeOffset at, CertificateWindow? window, string? reason = null) =>
        new() { At = at, Event = happened, Message = "m", Class = "assignment", To = person, Reason = reason, Window = window };

    private static CertificateLine With(CertificateLine line, Func<CertificateWindow, CertificateWindow> change) =>
        line with { Entry = line.Entry with { Window = change(line.Entry.Window!) } };
}
