using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class CaseDeskTests
{
    private static readonly (string, string)[] Form =
        [("form", "1"), ("territory", "fengze"), ("industry", "wangxin"), ("days", "5"), ("quality", "停止夜间接龙"), ("feedback", "书面说明")];

    [Fact]
    public void Story_FromFilingToClose_GoesThroughEachStage()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Assert.Contains($"{id} 待核实", harness.Ask(Supervisor, "待办"), StringComparison.Ordinal);
        Verify(harness, id);
        Assert.Equal(CaseStatus.Verified, CaseOf(harness, id).Status);
        Dispatch(harness, id);
        Assert.Equal(CaseStatus.Dispatching, CaseOf(harness, id).Status);
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id} 已停止");
        harness.Say(Supervisor, $"同意 {id}");
        Assert.Equal(CaseStatus.Dispatching, CaseOf(harness, id).Status);
        harness.Press(IndustryHandler, "leg.accept", ("id", id));
        Assert.Equal(CaseStatus.Rectifying, CaseOf(harness, id).Status);
        harness.Press(IndustryHandler, "leg.report", ("id", id));
        harness.Say(IndustryHandler, "已发文规范");
        harness.Press(Supervisor, "case.approve", ("id", id), ("leg", "行业"));
        Assert.Equal(CaseStatus.Reviewed, CaseOf(harness, id).Status);
        harness.Say(Supervisor, $"反馈 {id}");
        harness.Say(Supervisor, "照此");
        Assert.Equal(CaseStatus.FeedbackSent, CaseOf(harness, id).Status);

        var feedback = harness.Waiting(MessageClass.Receipt).Single();
        Assert.Equal((Cadre, "case.feedback", "talk-cadre"), (feedback.PersonId, feedback.OnDelivered, feedback.Address?.ConversationId));
        harness.Apply(CasePolicy.FeedbackDelivered(Context(harness), harness.Versioned(Case.Kind, id)!)!.Effects);
        Assert.Equal(CaseStatus.Closed, CaseOf(harness, id).Status);
        Assert.Empty(harness.Indexes[Case.OpenIndex]);
        Assert.DoesNotContain($"case/{id}", harness.Dues.Keys);
    }

    [Fact]
    public void List_OneBrokenRecord_HidesNoOther()
    {
        var harness = Start();
        var (_, broken) = File(harness);
        var (_, whole) = File(harness, "another");
        foreach (var id in new[] { broken, whole })
        {
            Verify(harness, id);
            Dispatch(harness, id);
        }
        var key = Case.Kind.Key(broken);
        harness.Apply(new Effects { Records = [new RecordWrite(key, harness.Records[key].Version, "{\"torn\":")] });

        foreach (var said in new[] { harness.Ask(Supervisor, "待办"), harness.Ask(TerritoryHandler, "我的任务") })
        {
            Assert.Contains("有1条记录读不出来", said, StringComparison.Ordinal);
            Assert.Contains(whole, said, StringComparison.Ordinal);
            Assert.DoesNotContain(broken, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Feedback_AnonymousCase_ClosesAtOnceAndSendsNothing()
    {
        var harness = Start();
        var (receipt, id) = Reviewed(harness, "匿名反映");
        harness.Press(Supervisor, "case.feedback", ("id", id), ("form", "1"), ("text", "已整改到位。"));
        Assert.Equal(CaseStatus.Closed, CaseOf(harness, id).Status);
        Assert.Empty(harness.Waiting(MessageClass.Receipt));
        Assert.Contains("已整改到位", harness.Ask("another", receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void Feedback_NotYetDelivered_MayBeSentAgainAndReplacesTheFirst()
    {
        var harness = Start();
        var (_, id) = Reviewed(harness);
        harness.Say(Supervisor, $"反馈 {id} 第一次答复。");
        harness.Say(Supervisor, $"反馈 {id} 第二次答复。");
        Assert.Contains("第二次", harness.Waiting(MessageClass.Receipt).Single().Content.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("核实 {0}")]
    [InlineData("认定单位 {0} 东湖街道")]
    [InlineData("不予受理 {0} 理由")]
    [InlineData("交办 {0}")]
    [InlineData("同意 {0} 属地")]
    [InlineData("退回 {0} 属地 理由")]
    [InlineData("反馈 {0} 好了")]
    [InlineData("查看 {0}")]
    [InlineData("查看原话 {0}")]
    public void Command_ByAnybodyElse_IsRefusedAndChangesNothing(string command)
    {
        foreach (var stranger in new[] { Cadre, "nobody" })
        {
            var harness = Start();
            var (_, id) = File(harness);
            var before = harness.Versioned(Case.Kind, id)!.Version;
            var reply = harness.Ask(stranger, string.Format(System.Globalization.CultureInfo.InvariantCulture, command, id));
            Assert.Contains("权限", reply, StringComparison.Ordinal);
            Assert.DoesNotContain(Story[..8], reply, StringComparison.Ordinal);
            Assert.Equal(before, harness.Versioned(Case.Kind, id)!.Version);
        }
    }

    [Fact]
    public void Command_BySupervisorOfTheUnitComplainedAbout_IsRefused()
    {
        var harness = Start();
        var (_, id) = File(harness, unit: "市委网信办");
        Assert.Equal([Supervisor], harness.Waiting(MessageClass.Assignment).Select(m => m.PersonId));
        Assert.Contains("权限", harness.Ask("super2", $"查看 {id}"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, harness.Ask("super2", "待办"), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AssignmentRefusedForGood_TellsTheOfficeAtTheLeg()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        Assert.DoesNotContain("没送到", harness.Ask(Supervisor, $"查看 {id}"), StringComparison.Ordinal);
        var lost = harness.Outbox.Single(m => m.PersonId == IndustryHandler && m.Class == MessageClass.Assignment);
        harness.Dead[lost.Id] = "no-address";

        var view = harness.Say(Supervisor, $"查看 {id}").Replies.Single();

        const string Line = "1条没送到：对方在已接通的平台上没有能用的账号，请用别的方式通知（姓名h-wangxin）。";
        Assert.Contains(Line, view.Text, StringComparison.Ordinal);
        Assert.EndsWith(Line, view.Card!.Facts.Single(f => f.Label == "行业").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("没送到", view.Card.Facts.Single(f => f.Label == "属地").Value, StringComparison.Ordinal);
        // Whoever has reported knows of it: what did not arrive is no longer of interest.
        harness.Say(IndustryHandler, $"接受 {id}");
        harness.Say(IndustryHandler, $"办结反馈 {id} 已停止夜间接龙");
        Assert.DoesNotContain("没送到", harness.Ask(Supervisor, $"查看 {id}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("交办 {0}", "待核实")]
    [InlineData("同意 {0} 属地", "待核实")]
    [InlineData("退回 {0} 属地 不够", "待核实")]
    [InlineData("反馈 {0}", "待核实")]
    public void Command_AtTheWrongStage_NamesTheStage(string command, string stage)
    {
        var harness = Start();
        var (_, id) = File(harness);
        Assert.Contains(stage, harness.Ask(Supervisor, string.Format(System.Globalization.CultureInfo.InvariantCulture, command, id)), StringComparison.Ordinal);
        Assert.Null(harness.ConversationOf(Supervisor).Dialog);
    }

    [Theory]
    [InlineData("核实 {0}")]
    [InlineData("不予受理 {0} 不属实")]
    [InlineData("交办 {0}")]
    [InlineData("认定单位 {0} 东湖街道")]
    public void Command_AfterDispatch_IsRefused(string command)
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        Assert.Contains("交办中", harness.Ask(Supervisor, string.Format(System.Globalization.CultureInfo.InvariantCulture, command, id)), StringComparison.Ordinal);
    }

    [Fact]
    public void Command_UnknownCase_IsToldSo()
    {
        Assert.Contains("没有这个案号", Start().Ask(Supervisor, "核实 1120-ZZZZ"), StringComparison.Ordinal);
        Assert.Contains("带上案号", Start().Ask(Supervisor, "核实"), StringComparison.Ordinal);
    }

    [Fact]
    public void Original_IsShownToTheOfficeAndAudited()
    {
        var harness = Start();
        var (_, id) = File(harness);
        var reply = harness.Ask(Supervisor, $"查看原话 {id}");
        Assert.Contains(Story, reply, StringComparison.Ordinal);
        Assert.DoesNotContain("姓名cadre", reply, StringComparison.Ordinal);
        Assert.Contains(harness.Audit, a => a is { Action: "case.original-read", Actor: Supervisor });
    }

    [Fact]
    public void Verify_CopiedWords_NeedTheExplicitYes()
    {
        var harness = Start();
        var (_, id) = File(harness);
        harness.Say(Supervisor, $"核实 {id}");
        Assert.Contains("重复", harness.Ask(Supervisor, "据反映，" + Story[4..30]), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Filed, CaseOf(harness, id).Status);
        harness.Say(Supervisor, "返回");
        harness.Say(Supervisor, "据反映，" + Story[4..30]);

        harness.Say(Supervisor, "确认沿用原文");

        Assert.Equal(CaseStatus.Verified, CaseOf(harness, id).Status);
        Assert.Contains(harness.Audit, a => a is { Action: "case.verified", Detail: "wording-confirmed" });
    }

    [Fact]
    public void Verify_Draft_HoldsNoWordOfTheReporter()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Assert.Equal("有干部反映东湖街道存在“指尖上的形式主义”（工作群太多、强制下载应用、接龙、点赞、刷积分）方面的问题，时间：11月19日（星期三）22:00。请核实整改。", CaseOf(harness, id).Sheet);
    }

    [Fact]
    public void Verify_WithdrawsNoticesNotYetSent()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Assert.Empty(harness.Waiting(MessageClass.Assignment));
    }

    [Fact]
    public void Decline_TellsTheReporterWhy()
    {
        var harness = Start();
        var (receipt, id) = File(harness);
        harness.Say(Supervisor, $"不予受理 {id}");
        harness.Say(Supervisor, "属于法定职责，不是额外负担");
        Assert.Equal(CaseStatus.Declined, CaseOf(harness, id).Status);
        Assert.Contains("法定职责", harness.Waiting(MessageClass.Receipt).Single().Content.Text, StringComparison.Ordinal);
        Assert.Contains("法定职责", harness.Ask("another", receipt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("territory", "还没有定属地")]
    [InlineData("industry", "还没有定行业")]
    [InlineData("days", "时限")]
    [InlineData("quality", "质量标准")]
    [InlineData("feedback", "反馈标准")]
    public void Dispatch_FormWithAGap_IsRefusedAndNamesIt(string missing, string expected)
    {
        var (harness, id) = Verified();
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form.Where(f => f.Item1 != missing)]));
        Assert.Contains(expected, reply, StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Verified, CaseOf(harness, id).Status);
        Assert.Empty(CaseOf(harness, id).Legs);
    }

    [Theory]
    [InlineData("territory", "donghu", "上一级")]
    [InlineData("territory", "village", "上一级")]
    [InlineData("territory", "renshe", "是部门")]
    [InlineData("territory", "licheng", "没有承办人")]
    [InlineData("territory", "atlantis", "名录里没有")]
    [InlineData("industry", "fengze", "不是部门")]
    [InlineData("industry", "office", "没有承办人")]
    [InlineData("days", "0", "时限")]
    [InlineData("days", "61", "时限")]
    [InlineData("days", "很快", "时限")]
    public void Dispatch_FormWithAWrongValue_IsRefused(string field, string value, string expected)
    {
        var (harness, id) = Verified();
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form.Where(f => f.Item1 != field), (field, value)]));
        Assert.Contains(expected, reply, StringComparison.Ordinal);
        Assert.Empty(CaseOf(harness, id).Legs);
    }

    [Fact]
    public void Dispatch_Form_GivesOutBothLegsAtOnce()
    {
        var (harness, id) = Verified();
        harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]);
        var sent = harness.Waiting(MessageClass.Assignment).ToArray();
        Assert.Equal([TerritoryHandler, IndustryHandler], sent.Select(m => m.PersonId));
        Assert.Equal([$"case:{id}/leg:1", $"case:{id}/leg:2"], sent.Select(m => m.Subject));
        Assert.Equal(CaseOf(harness, id).NextDueAt(), harness.Dues[$"case/{id}"]);
        Assert.Equal([id], harness.Indexes["legs/fengze"].Keys);
    }

    [Fact]
    public void Dispatch_StepByStep_GoesBackAndCorrects()
    {
        var (harness, id) = Verified();
        foreach (var text in new[] { $"交办 {id}", "丰泽区", "市委网信办", "3", "返回", "10", "停止夜间接龙", "书面说明" })
            harness.Say(Supervisor, text);
        Assert.Contains("10个工作日", DialogHarness.TextOf(harness.Say(Supervisor, "嗯")), StringComparison.Ordinal);
        harness.Say(Supervisor, "确认交办");
        Assert.Equal(10, CaseOf(harness, id).Terms!.WorkingDays);
    }

    [Fact]
    public void Dispatch_StepByStep_SaysAtOnceWhatIsWrongWithAUnit()
    {
        var (harness, id) = Verified();
        harness.Say(Supervisor, $"交办 {id}");
        Assert.Contains("丰泽区", harness.Ask(Supervisor, "东湖街道"), StringComparison.Ordinal);
        Assert.Contains("不能作属地", harness.Ask(Supervisor, "市人力资源和社会保障局"), StringComparison.Ordinal);
        Assert.Contains("第2步", harness.Ask(Supervisor, "丰泽区"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_CancelledInTheMiddle_ChangesNothing()
    {
        var (harness, id) = Verified();
        harness.Say(Supervisor, $"交办 {id}");
        harness.Say(Supervisor, "丰泽区");
        harness.Say(Supervisor, "取消");
        Assert.Null(harness.ConversationOf(Supervisor).Dialog);
        Assert.Empty(CaseOf(harness, id).Legs);
    }

    [Fact]
    public void Dispatch_QuestionInTheMiddle_IsAnsweredAndTheDraftGoesOn()
    {
        var (harness, id) = Verified();
        harness.Say(Supervisor, $"交办 {id}");
        Assert.Contains(DialogHarness.LibraryAnswer, harness.Ask(Supervisor, "接龙合规吗？"), StringComparison.Ordinal);
        Assert.Contains("第2步", harness.Ask(Supervisor, "丰泽区"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_StandardsWithCopiedWords_NeedTheExplicitYes()
    {
        var (harness, id) = Verified();
        foreach (var text in new[] { $"交办 {id}", "丰泽区", "市委网信办", "5", "不得" + Story[4..30], "书面说明" })
            harness.Say(Supervisor, text);
        Assert.Contains("重复", harness.Ask(Supervisor, "确认交办"), StringComparison.Ordinal);
        Assert.Empty(CaseOf(harness, id).Legs);
        harness.Say(Supervisor, "确认沿用原文");
        Assert.Equal(2, CaseOf(harness, id).Legs.Count);
    }

    [Fact]
    public void Dispatch_AfterHours_SaysThatItWaits()
    {
        var (harness, id) = Verified();
        harness.Now = Evening;
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));
        Assert.Contains("明天 08:30 起送达", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispatch_HandlersOfDifferentHours_SaysEarliestAndLatest(bool byWords)
    {
        var (harness, id) = Verified();
        harness.Apply(new Effects { Records = [PersonalQuiet.Kind.Put(IndustryHandler, new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0))], Since = harness.Now }, 0)] });
        harness.Now = Evening;
        if (byWords)
            foreach (var text in new[] { $"交办 {id}", "丰泽区", "市委网信办", "5", "停止夜间接龙", "书面说明" })
                harness.Say(Supervisor, text);
        var reply = byWords ? harness.Ask(Supervisor, "确认交办") : DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));

        Assert.Contains("每人按自己的工作时间送：最早明天 08:30，最晚明天 10:00，其中1人比最早的晚，不打扰休息。", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_OneHandlerIsQuietNow_SaysWhoGetsItAtOnce()
    {
        var (harness, id) = Verified();
        harness.Apply(new Effects { Records = [PersonalQuiet.Kind.Put(IndustryHandler, new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(9, 0), new TimeOnly(11, 0))], Since = harness.Now }, 0)] });
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));

        Assert.Contains("马上开始送给1人，另外1人等各自的工作时间，今天 11:00送，不打扰休息。", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispatch_CityComplainedAbout_HasNobodyAbove()
    {
        var harness = Start();
        var (_, id) = File(harness, unit: "泉州市");
        // The office is below the city, so the case is its supervising body's.
        harness.Press(Above, "case.verify", ("id", id), ("form", "1"), ("sheet", "请核实整改"));
        var reply = DialogHarness.TextOf(harness.Press(Above, "case.dispatch", [("id", id), .. Form]));
        Assert.Contains("上级专班", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Unit_NamedByTheOffice_CountsForTheConflictCheck()
    {
        var harness = Start();
        var (_, id) = File(harness, unit: "某个街道办");
        harness.Say(Supervisor, $"认定单位 {id} 丰泽区");
        Verify(harness, id);
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));
        Assert.Contains("泉州市", reply, StringComparison.Ordinal);
        Assert.Empty(CaseOf(harness, id).Legs);
    }

    [Fact]
    public void Return_WithReasonAndLimit_StartsANewClock()
    {
        var (harness, id) = Reported();
        harness.Now = Morning.AddDays(1);
        harness.Say(Supervisor, $"退回 {id} 属地");
        harness.Say(Supervisor, "没有说明今后怎么防止");
        harness.Say(Supervisor, "3个工作日");
        var leg = CaseOf(harness, id).Legs[0];
        Assert.Equal((LegStatus.Returned, "没有说明今后怎么防止", "2025-11-26 17:30"), (leg.Status, leg.ReturnReason, $"{leg.DueAt:yyyy-MM-dd HH:mm}"));
        Assert.Contains("退回重办", harness.Waiting(MessageClass.Assignment).Single(m => m.PersonId == TerritoryHandler).Content.Text, StringComparison.Ordinal);
        harness.Say(TerritoryHandler, $"办结反馈 {id} 已写进制度");
        Assert.Equal(LegStatus.Reported, CaseOf(harness, id).Legs[0].Status);
    }

    [Fact]
    public void Return_Form_WithoutReason_IsRefused()
    {
        var (harness, id) = Reported();
        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.return", ("id", id), ("leg", "属地"), ("form", "1"), ("days", "3")));
        Assert.Contains("内容是空的", reply, StringComparison.Ordinal);
        Assert.Equal(LegStatus.Reported, CaseOf(harness, id).Legs[0].Status);
    }

    [Fact]
    public void Approve_LegNotReported_IsRefused()
    {
        var (harness, id) = Reported();
        Assert.Contains("待接受", harness.Ask(Supervisor, $"同意 {id} 行业"), StringComparison.Ordinal);
    }

    [Fact]
    public void Approve_WithdrawsWhatIsNoLongerTrue()
    {
        var (harness, id) = Reported();
        Assert.Contains(harness.Waiting(), m => m.Subject == $"case:{id}/review:1");
        harness.Say(Supervisor, $"同意 {id}");
        Assert.DoesNotContain(harness.Waiting(), m => m.Subject == $"case:{id}/review:1" || m.Subject == $"case:{id}/leg:1");
        Assert.Contains(harness.Waiting(), m => m.Subject == $"case:{id}/leg:2");
    }

    [Fact]
    public void View_AtEachStage_OffersOnlyWhatIsPossible()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Assert.Equal(["case.original", "case.verify", "case.unit", "case.decline"], Buttons(harness, id));
        Verify(harness, id);
        Assert.Contains("case.dispatch", Buttons(harness, id));
        Dispatch(harness, id);
        Assert.Equal(["case.original"], Buttons(harness, id));
    }

    [Fact]
    public void Messages_ToUnits_NeverHoldTheOriginalOrTheReporter()
    {
        var harness = Start();
        Reviewed(harness);
        var texts = harness.Outbox.Where(m => m.PersonId is TerritoryHandler or IndustryHandler).Select(m => JsonSerializer.Serialize(m, StoredJson.Options)).ToArray();
        Assert.NotEmpty(texts);
        Assert.All(texts, t =>
        {
            Assert.False(OriginalWording.IsShared(Story + "\n" + Evidence, t, 12));
            Assert.DoesNotContain("cadre", t, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<string> Buttons(DialogHarness harness, string id) =>
        harness.Press(Supervisor, "case.show", ("id", id)).Replies.Single().Card!.Buttons.Select(b => b.Action.Name);

    private static (DialogHarness, string) Verified()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        return (harness, id);
    }

    private static (DialogHarness, string) Reported()
    {
        var (harness, id) = Verified();
        Dispatch(harness, id);
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id} 已停止夜间接龙");
        return (harness, id);
    }
}
