using System.Text;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;
using OpsBot.Core.Regulations;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.Dialogs;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>A small city, the real packs, and the steps of the usual story.</summary>
internal static class ComplaintWorld
{
    public const string Cadre = "cadre";
    public const string Supervisor = "super";
    /// <summary>A supervisor of the body that supervises the office.</summary>
    public const string Above = "super-up";
    public const string TerritoryHandler = "h-fengze";
    public const string IndustryHandler = "h-wangxin";
    public const string Story = "街道要求我们每天晚上十一点以后在工作群里接龙汇报并且上传定位截图不发就点名批评";
    public const string Evidence = "群公告链接 https://example.invalid/notice/77 第三条写得很清楚";

    public static HoursResolver Hours => WorkTimeData.Edition.Hours;

    public static Taxonomy Taxonomy { get; } = Taxonomy.Parse(Pack("taxonomy.json")).Value!;

    public static DeadlineRules Rules { get; } = DeadlineRules.Parse(Pack("deadlines.json")).Value!;

    public static ReceiptKeys Keys { get; } = new(Encoding.UTF8.GetBytes("a secret of tests, 32 bytes long"));

    /// <summary>Thursday 20 November 2025, 10:00 in China: working time.</summary>
    public static DateTimeOffset Morning { get; } = WorkTimeData.Local("2025-11-20 10:00:00");

    /// <summary>The same day, 22:00.</summary>
    public static DateTimeOffset Evening { get; } = WorkTimeData.Local("2025-11-20 22:00:00");

    public static NameRules Names { get; } = NameRules.Parse(Pack("names.json"), TraditionalConverter.Parse(Pack("t2s.json")));

    public static DirectorySnapshot Directory { get; } = new(
        [
            new("city", "泉州市", UnitKind.City, null),
            new("jiwei", "省纪委监委", UnitKind.Department, null),
            new("office", "市整治形式主义专班", UnitKind.Department, "city") { SupervisedBy = "jiwei" },
            new("wangxin", "市委网信办", UnitKind.Department, "city"),
            new("renshe", "市人力资源和社会保障局", UnitKind.Department, "city"),
            new("fengze", "丰泽区", UnitKind.County, "city"),
            new("licheng", "鲤城区", UnitKind.County, "city"),
            new("donghu", "东湖街道", UnitKind.Township, "fengze"),
            new("kaiyuan-f", "开元街道", UnitKind.Township, "fengze"),
            new("kaiyuan-l", "开元街道", UnitKind.Township, "licheng"),
            new("village", "东湖社区", UnitKind.Village, "donghu"),
        ],
        [
            Of(Cadre, "donghu", Role.Cadre),
            Of(Supervisor, "office", Role.Supervisor),
            Of("super2", "wangxin", Role.Supervisor),
            Of(Above, "jiwei", Role.Supervisor),
            Of("h-city", "city", Role.Handler),
            Of(TerritoryHandler, "fengze", Role.Handler),
            Of("l-fengze", "fengze", Role.Leader),
            Of(IndustryHandler, "wangxin", Role.Handler),
            Of("l-wangxin", "wangxin", Role.Leader),
            Of("h-renshe", "renshe", Role.Handler),
            Of("h-donghu", "donghu", Role.Handler),
        ])
    {
        NameRules = Names,
    };

    public static DialogHarness Start(DateTimeOffset? now = null, int seed = 1) => new(Dialogs(), Directory, now ?? Morning, WorkTimeData.Edition, seed);

    public static IReadOnlyList<IDialog> Dialogs() =>
    [
        new IntakeDialog(Taxonomy, Keys),
        new ReceiptDialog(Keys, Taxonomy, Rules),
        new CaseDesk(Taxonomy, Rules),
        new LegDesk(Taxonomy, Rules),
    ];

    public static CaseContext Context(DialogHarness harness, string? actor = null)
    {
        var drawn = harness.Draw();
        return new CaseContext
        {
            Now = harness.Now,
            Actor = harness.Directory.Person(actor),
            Directory = harness.Directory,
            Rules = Rules,
            Hours = Hours,
            Taxonomy = Taxonomy,
            NewId = (purpose, length) => Identifier.From(drawn, purpose, length),
        };
    }

    /// <summary>Answers the intake up to the confirmation.</summary>
    public static void Tell(DialogHarness harness, string account = Cadre, string tier = "保密反映", string unit = "东湖街道")
    {
        // Without a name only through the public entrance, where nobody is asked which way.
        string[] way = tier == "匿名反映" ? [] : [tier];
        foreach (var text in (string[])["我要反映", .. way, "指尖上的形式主义", Story, unit, "昨天晚上10点", Evidence])
            harness.Say(AccountFor(account, tier), text);
    }

    /// <summary>Files a complaint; gives the receipt and the case number.</summary>
    public static (string Receipt, string CaseId) File(DialogHarness harness, string account = Cadre, string tier = "保密反映", string unit = "东湖街道")
    {
        var before = harness.Records.Keys.Where(k => k.Kind == Case.Kind.Name).ToHashSet();
        Tell(harness, account, tier, unit);
        var reply = harness.Ask(AccountFor(account, tier), "提交");
        var receipt = reply.Split('\n').Single(l => l.StartsWith("回执号：", StringComparison.Ordinal))["回执号：".Length..];
        return (receipt, harness.Records.Keys.Single(k => k.Kind == Case.Kind.Name && !before.Contains(k)).Id);
    }

    /// <summary>The account that reports: a visitor's when nobody is to know who it is.</summary>
    public static string AccountFor(string account, string tier) => tier == "匿名反映" ? DialogHarness.Visitor + account : account;

    /// <summary>Verifies, and marks the one name of the report as complained about.</summary>
    public static void Verify(DialogHarness harness, string caseId)
    {
        harness.Say(Supervisor, $"核实 {caseId}");
        harness.Say(Supervisor, "照此");
        harness.Say(Supervisor, "被反映");
    }

    public static void Dispatch(DialogHarness harness, string caseId)
    {
        foreach (var text in new[] { $"交办 {caseId}", "丰泽区", "市委网信办", "5个工作日", "停止夜间接龙", "书面说明整改结果", "确认交办" })
            harness.Say(Supervisor, text);
    }

    /// <summary>A case that both legs have reported on and the office approved.</summary>
    public static (string Receipt, string CaseId) Reviewed(DialogHarness harness, string tier = "保密反映")
    {
        var (receipt, id) = File(harness, tier: tier);
        Verify(harness, id);
        Dispatch(harness, id);
        foreach (var (handler, leg) in new[] { (TerritoryHandler, "属地"), (IndustryHandler, "行业") })
        {
            harness.Say(handler, $"接受 {id}");
            harness.Say(handler, $"办结反馈 {id} 已停止夜间接龙");
            harness.Say(Supervisor, $"同意 {id} {leg}");
        }
        return (receipt, id);
    }

    public static Case CaseOf(DialogHarness harness, string caseId) => harness.Find(Case.Kind, caseId)!;

    public static string PathOf(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "OpsBot.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("OpsBot.sln not found above the tests.");
        return Path.Combine([folder, .. parts]);
    }

    private static string Pack(string name) => System.IO.File.ReadAllText(PathOf("manifests", "packs", "general", name));

    private static Person Of(string id, string unit, params Role[] roles) => new(id, "姓名" + id, unit, roles, [new Address("test", "talk-" + id, id)]);
}
