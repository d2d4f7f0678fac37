using OpsBot.Core.Circulars;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Overrides;
using OpsBot.Core.Regulations;
using OpsBot.Core.Tests.Circulars;
using OpsBot.Core.Tests.Complaints;
using OpsBot.Core.Tests.Overrides;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.TestKit.Dialogs;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Core.Tests.Conversations;

/// <summary>
/// Damaged words of people, through every reader of typed text: the ones of single answers, and all dialogs in the middle
/// of their drafts. None throws, and every turn has an answer.
/// </summary>
public sealed class TurnFuzzTests
{
    private static readonly string[] Words =
    [
        "我要反映", "保密反映", "匿名反映", "1", "２", "非工作时间派活", "县里连着三个晚上十点以后在群里派任务，要求当晚报数", "丰泽区", "开元街道", "昨天晚上10点", "11月20日上午9点半",
        "上周三下午", "每周都有", "跳过", "返回", "修改单位 东湖街道", "提交", "取消", "重新开始", "继续", "查进度", "QZ-0123-4567-89AB-CDEF", "撤回 QZ-0123-4567-89AB-CDEF", "评5分",
        "案件列表", "核实 1120-7K3F", "交办 1120-7K3F 丰泽区 市委网信办 3天", "同意 1120-7K3F 属地", "退回 1120-7K3F", "办结反馈 1120-7K3F 已停止夜间派活", "接受 1120-7K3F", "反馈 1120-7K3F",
        "发通知", "全市", "防汛值班安排\n各单位按表值班。", "提交审批", "通过 T1120-7K3F", "撤回通知 T1120-7K3F", "免打扰 16点到20点", "免打扰 22:00-8:00", "取消免打扰", "加急 防汛 2小时",
        "死信", "重发 M1", "2026年11月", "导入放假安排 {\"schema\":1,\"year\":2027,\"title\":\"\\ud800\"}", "县里晚上十点派活合规吗", "浙江29条说啥", "第五条是什么", "文件最多写多少字", "帮助", "三千五百字", "〇",
    ];

    private static readonly string[] Pieces =
        ["年", "月", "日", "点", "半", "十", "廿", "星期", "周", "晚上", "—", "：", "。", "？", "《", "》", "QZ-", "1120-", "第", "条", "不", "99", "00:00", "24:00", "29", "2月30日", "闰", "万亿", "壹"];

    private static readonly string[] Accounts =
        [ComplaintWorld.Cadre, ComplaintWorld.Supervisor, ComplaintWorld.TerritoryHandler, "l-fengze", "stranger"];

    private static readonly string[] Actions =
        ["intake.start", "intake.submit", "intake.edit", "case.show", "case.verify", "case.dispatch", "case.feedback", "leg.accept", "leg.report", "receipt.find", "receipt.rate", "circular.approve", "override.approve", "review.done", "unknown"];

    [Fact]
    public void Readers_DamagedWords_NeverThrow() =>
        FuzzRun.Texts(new Mutator(20261231, Words, Pieces), FuzzRun.Inputs(), text =>
        {
            var when = WhenReader.Read(text, ComplaintWorld.Morning);
            var receipt = ReceiptCode.Find(text);
            if (receipt is not null)
                Assert.Equal(receipt, ReceiptCode.Find(ReceiptCode.Show(receipt)));
            ReceiptCode.IsBroken(text);
            CaseNumber.Find(text);
            CaseNumber.Without(text);
            PersonalHoursCommand.Read(text);
            CircularId.Read(text, out _);
            OverrideId.Read(text, out _);
            OverrideTermsReader.FromText(text, OverrideData.Rules);
            OverrideData.Links.Read(text, ComplaintWorld.Morning);
            MonthDay.TryParse(text, out _);
            ChineseNumber.TryRead(text, out _);
            ComplaintWorld.Taxonomy.Named(text);
            ComplaintWorld.Taxonomy.Suggest(text);
            UnitMatcher.Match(ComplaintWorld.Directory, text);
            CalendarAmendment.Read(text, WorkTimeData.Edition, new DateOnly(2026, 11, 23));
            Circular.TitleOf(text);
            return when is not null || receipt is not null || PersonalHoursCommand.Read(text) is not null;
        });

    [Fact]
    public void Library_DamagedQuestions_AreAlwaysAnswered() =>
        FuzzRun.Texts(new Mutator(20261232, [.. Words.Where(w => w.Length > 3), "礼拜天微信上布置填表任务,行不行", "《若干规定》第三条怎么说", "開會時間最長幾小時", "三篇文件以内是多少字"], Pieces), FuzzRun.Inputs(0.1), text =>
        {
            var answer = TestLibrary.Ask(text);
            Assert.NotEmpty(answer.Text);
            Assert.All(answer.Citations, c => Assert.Contains(c.Quote, TestLibrary.Pack.Library.Find(c.ClauseId)!.Text, StringComparison.Ordinal));
            return answer.Citations.Count > 0;
        });

    [Fact]
    public void Dialogs_DamagedWordsAndButtons_AlwaysAnswer()
    {
        var mutator = new Mutator(20261233, Words, Pieces);
        var harness = Fresh(0);
        var turns = 0;
        FuzzRun.Texts(mutator, FuzzRun.Inputs(0.5), text =>
        {
            // A new world now and then, so that the records stay few and every beginning is tried.
            if (++turns % 2000 == 0)
                harness = Fresh(turns);
            var account = Accounts[mutator.Random.Next(Accounts.Length)];
            var result = mutator.Random.Next(6) == 0
                ? harness.Press(account, Actions[mutator.Random.Next(Actions.Length)], ("id", text), ("rating", text), ("form", "1"), ("days", text), ("note", text), ("territory", text))
                : harness.Say(account, mutator.Random.Next(3) == 0 ? Words[mutator.Random.Next(Words.Length)] : text);
            Assert.NotEmpty(result.Replies);
            return harness.ConversationOf(account).Dialog is not null;
        });
    }

    private static DialogHarness Fresh(int seed) => new(
        [
            new IntakeDialog(ComplaintWorld.Taxonomy, ComplaintWorld.Keys),
            new ReceiptDialog(ComplaintWorld.Keys, ComplaintWorld.Taxonomy, ComplaintWorld.Rules),
            new CircularDialog(OverrideData.Rules),
            new CircularDesk(OverrideData.Rules, CircularWorld.Reading),
            new OverrideDesk(OverrideData.Rules, OverrideData.Links),
            new CaseDesk(ComplaintWorld.Taxonomy, ComplaintWorld.Rules),
            new LegDesk(ComplaintWorld.Taxonomy, ComplaintWorld.Rules),
            new AnswerReviewDialog(),
            new PersonalHoursDialog(),
            new CalendarImportDialog(),
            new DeadLetterDialog(),
        ],
        ComplaintWorld.Directory, ComplaintWorld.Morning, WorkTimeData.Edition, seed);
}
