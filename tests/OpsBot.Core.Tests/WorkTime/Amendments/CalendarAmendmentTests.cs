using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.TestKit.InMemory;
using static OpsBot.Core.Tests.WorkTime.Amendments.AmendmentData;

namespace OpsBot.Core.Tests.WorkTime.Amendments;

public sealed class CalendarAmendmentTests
{
    private static readonly TenantId Tenant = TenantId.Parse("town");
    private static readonly DateTimeOffset Now = WorkTimeData.Local("2026-11-20 20:00");

    [Fact]
    public void Read_Amendment_ListsTheChangedDaysOnly()
    {
        var amendment = Read(MondayOffJson());

        Assert.Equal(
            "《关于纪念日放假的通知》（测试电〔2026〕1号）\n有2天变动：\n11月23日（星期一）：上班 → 休息（纪念日）\n11月28日（星期六）：休息 → 上班（纪念日调休）",
            CalendarTexts.Preview(amendment, new DateOnly(2026, 11, 20)));
        Assert.False(amendment.SettlesYear);
        Assert.Contains("11月23日（星期一）（已过）：", CalendarTexts.Preview(amendment, new DateOnly(2026, 11, 24)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PaperOfAMissingYear_SettlesItAndTheDecemberBefore()
    {
        var amendment = Read(NextYearJson());

        Assert.True(amendment.SettlesYear);
        Assert.Contains(amendment.Changes, change => change.After.On == new DateOnly(2026, 12, 27) && change.After.IsWorkday);
        Assert.True(WorkTimeData.Pack.Calendar().StatusOf(new DateOnly(2027, 3, 1)).IsProvisional);
        Assert.False(amendment.Pack.Calendar().StatusOf(new DateOnly(2027, 3, 1)).IsProvisional);
    }

    [Theory]
    [InlineData("不是 JSON", "不是正确的 JSON")]
    [InlineData("{\"schema\":1}", "year：")]
    public void Read_Unreadable_SaysWhere(string json, string fault) =>
        Assert.Contains(CalendarAmendment.Read(json, WorkTimeData.Edition, new DateOnly(2026, 11, 20)).Faults, f => f.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("国办发明电〔2025〕7号", "2026-11-20", "2026-11-23", "2026-11-23", "已经在日历里了")]
    [InlineData("甲", "2026-11-21", "2026-11-23", "2026-11-23", "还没公布")]
    [InlineData("甲", "2026-11-20", "2026-11-28", "2026-11-28", "却又在纪念日假期里")]
    [InlineData("甲", "2026-11-20", "2026-10-03", "2026-10-03", "同时属于")]
    [InlineData("甲", "2026-11-20", "2026-11-25", "2026-11-24", "早于第一天")]
    public void Read_Contradicting_IsRefused(string number, string knownFrom, string first, string last, string fault)
    {
        var read = CalendarAmendment.Read(MondayOffJson(number, knownFrom, first, last), WorkTimeData.Edition, new DateOnly(2026, 11, 20));

        Assert.Null(read.Value);
        Assert.Contains(read.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_AmendsAnUnknownPaper_IsRefused()
    {
        var json = MondayOffJson().Replace("国办发明电〔2025〕7号", "没有这份", StringComparison.Ordinal);
        Assert.Contains(CalendarAmendment.Read(json, WorkTimeData.Edition, new DateOnly(2026, 11, 20)).Faults, f => f.Contains("没有找到更早公布的这份文件", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_OtherProcess_HasTheNewHoursAtItsNextQuestion()
    {
        var store = new InMemoryStore();
        var (mine, other) = (WorkTimeData.Book(store.Records), WorkTimeData.Book(store.Records));
        var monday = WorkTimeData.Local("2026-11-23 09:00");
        Assert.True((await other.OfAsync(Tenant, default)).Hours.Territory.IsOpen(monday));

        await ImportAsync(store.Records, store.Changes, mine, Tenant, MondayOffJson(), Now);

        Assert.False((await other.OfAsync(Tenant, default)).Hours.Territory.IsOpen(monday));
        Assert.True((await other.OfAsync(TenantId.Parse("elsewhere"), default)).Hours.Territory.IsOpen(monday));
        var papers = CalendarPapers.Kind.Read((await store.Records.GetAsync(Tenant, [CalendarPapers.Key], default))[0]).Value;
        Assert.Equal((MondayOff, "关于纪念日放假的通知", 2026, "operator", Now), (papers.Papers[0].Number, papers.Papers[0].Title, papers.Papers[0].Year, papers.Papers[0].By, papers.Papers[0].At));
        Assert.Contains(store.AuditOf(Tenant), a => a.Action == "calendar.imported" && a.Detail!.Contains(MondayOff, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_Twice_IsRefusedTheSecondTime()
    {
        var store = new InMemoryStore();
        var book = WorkTimeData.Book(store.Records);
        await ImportAsync(store.Records, store.Changes, book, Tenant, MondayOffJson(), Now);
        await ImportAsync(store.Records, store.Changes, book, Tenant, NextYearJson(), Now);

        var again = await new CalendarImportHandler(store.Records, store.Changes, book, new Circulars.CircularStore()).ImportAsync(Tenant, MondayOffJson(), Now, default);

        Assert.Contains("只能导入一次", Assert.Single(again.Faults), StringComparison.Ordinal);
        Assert.Equal(2, (await book.OfAsync(Tenant, default)).Number);
    }

    [Fact]
    public void Over_PackBringsThePaperItself_PackCountsAndNothingIsDoubled()
    {
        var papers = new CalendarPapers { Papers = [new ImportedPaper(MondayOff, "题", 2026, "ann", Now, MondayOffJson())] };
        var newer = Read(MondayOffJson()).Pack;

        var (pack, leftOut) = papers.Over(newer);

        Assert.Same(newer, pack);
        Assert.Empty(leftOut);
    }

    [Fact]
    public void Over_PaperContradictsANewerPack_IsLeftOutAndNamed()
    {
        var papers = new CalendarPapers { Papers = [new ImportedPaper("旧文", "题", 2026, "ann", Now, MondayOffJson("旧文"))] };
        var newer = Read(MondayOffJson()).Pack;

        var (pack, leftOut) = papers.Over(newer);

        Assert.Same(newer, pack);
        Assert.Equal(["旧文"], leftOut);
    }
}
