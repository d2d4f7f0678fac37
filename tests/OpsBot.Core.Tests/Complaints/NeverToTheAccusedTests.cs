using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization.Names;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>A case is never given to whom it is about, never shown to them, and not given out while that is open.</summary>
public class NeverToTheAccusedTests
{
    private static readonly (string, string)[] Form =
        [("form", "1"), ("territory", "fengze"), ("industry", "wangxin"), ("days", "5"), ("quality", "停止"), ("feedback", "书面")];

    [Theory]
    [InlineData("东糊街道")]
    [InlineData("东\u200B湖\u200B街\u2060道")]
    [InlineData("東湖街道")]
    [InlineData("不清楚")]
    [InlineData("东湖街道和鲤城区")]
    [InlineData("某个街道")]
    public void Dispatch_NamesNotMarked_IsRefusedAndSaysWhatToDo(string unit)
    {
        var (harness, id) = Verified(unit);

        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));

        Assert.Contains($"标记 {id}", reply, StringComparison.Ordinal);
        Assert.Empty(CaseOf(harness, id).Legs);
        Assert.DoesNotContain(harness.Outbox, m => m.PersonId is TerritoryHandler or IndustryHandler);
    }

    [Fact]
    public void Dispatch_TypedBeforeMarking_AsksForTheMarksFirst()
    {
        var (harness, id) = Verified("东湖街道");
        Assert.Contains("是被反映的", harness.Ask(Supervisor, $"交办 {id}"), StringComparison.Ordinal);
        Assert.Contains("都标好了", harness.Ask(Supervisor, "被反映"), StringComparison.Ordinal);
        Assert.Contains("第1步", harness.Ask(Supervisor, $"交办 {id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_OneUnitAfterVerifying_TakesOnePress()
    {
        var harness = Start();
        var (_, id) = File(harness);
        harness.Say(Supervisor, $"核实 {id}");
        var asked = harness.Say(Supervisor, "照此").Replies.Single();
        Assert.Equal("东湖街道 被反映", asked.Choices[0].Title);

        harness.Say(Supervisor, asked.Choices[0].Title);

        Assert.True(CaseMentions.IsSettled(CaseOf(harness, id)));
        Assert.Contains(harness.Audit, a => a is { Action: "case.marked", Actor: Supervisor, Detail: "1 accused donghu" });
        Assert.Contains("上一级", DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form.Where(f => f.Item1 != "territory"), ("territory", "donghu")])), StringComparison.Ordinal);
        harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]);
        Assert.Equal(2, CaseOf(harness, id).Legs.Count);
    }

    [Fact]
    public void Mark_SecondUnitAccused_BarsItAndWhatIsBelow()
    {
        var (harness, id) = Verified("东湖街道和丰泽区");
        harness.Say(Supervisor, $"标记 {id} 全部 被反映");

        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));

        Assert.Contains("不能自己办自己", reply, StringComparison.Ordinal);
        Assert.Contains("泉州市", reply, StringComparison.Ordinal);
        Assert.Empty(CaseOf(harness, id).Legs);
    }

    [Fact]
    public void Mark_UnknownName_MustBeSaidWhoItIs()
    {
        var (harness, id) = Verified("某个街道办");
        Assert.Contains("写明是名录里的谁", harness.Ask(Supervisor, $"标记 {id} 1 被反映"), StringComparison.Ordinal);
        Assert.False(CaseMentions.IsSettled(CaseOf(harness, id)));

        harness.Say(Supervisor, $"标记 {id} 1 被反映 丰泽区");

        Assert.Equal(["fengze"], CaseOf(harness, id).Mentions![0].UnitIds);
        Assert.True(CaseAuthority.IsInConflict(harness.Directory, CaseOf(harness, id), "village"));
    }

    [Fact]
    public void Mark_UnitThatTheDirectoryHasNot_IsStated()
    {
        var (harness, id) = Verified("某个街道办");
        foreach (var (number, _) in CaseMentions.Unmarked(CaseOf(harness, id)).ToArray())
            harness.Say(Supervisor, $"标记 {id} {number} 被反映 不在名录");
        Assert.True(CaseMentions.IsSettled(CaseOf(harness, id)));
    }

    [Fact]
    public void Mark_Corrected_BarsNoLonger()
    {
        var (harness, id) = Verified("东湖街道");
        harness.Say(Supervisor, $"标记 {id} 1 被反映");
        Assert.True(CaseAuthority.IsInConflict(harness.Directory, CaseOf(harness, id), "donghu"));
        harness.Say(Supervisor, $"标记 {id} 1 仅提及");
        Assert.False(CaseAuthority.IsInConflict(harness.Directory, CaseOf(harness, id), "donghu"));
        Assert.False(CaseMentions.IsSettled(CaseOf(harness, id)));
    }

    [Fact]
    public void Nobody_StatedByTheOffice_SettlesAndIsAudited()
    {
        var (harness, id) = Verified("不清楚");
        harness.Say(Supervisor, $"没有点名 {id}");
        Assert.True(CaseMentions.IsSettled(CaseOf(harness, id)));
        Assert.Contains(harness.Audit, a => a is { Action: "case.nobody-named", Actor: Supervisor });
        harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]);
        Assert.Equal(2, CaseOf(harness, id).Legs.Count);
    }

    [Fact]
    public void Nobody_WhenTheReporterNamedTheUnit_IsRefused()
    {
        var (harness, id) = Verified("东湖街道");
        Assert.Contains("点了名", harness.Ask(Supervisor, $"没有点名 {id}"), StringComparison.Ordinal);
        Assert.False(CaseMentions.IsSettled(CaseOf(harness, id)));
    }

    [Theory]
    [InlineData("标记 {0} 1 被反映")]
    [InlineData("没有点名 {0}")]
    public void Mark_ByAnybodyElseOrAfterDispatch_IsRefused(string command)
    {
        var (harness, id) = Verified("东湖街道");
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, command, id);
        Assert.Contains("权限", harness.Ask(Cadre, text), StringComparison.Ordinal);
        harness.Say(Supervisor, $"标记 {id} 1 被反映");
        harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]);
        Assert.Contains("交办中", harness.Ask(Supervisor, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("市整治形式主义专班")]
    [InlineData("专班")]
    [InlineData("泉州市")]
    [InlineData("姓名super")]
    public void File_AboutTheOffice_GoesToItsSupervisingBody(string unit)
    {
        var harness = Start();
        var (_, id) = File(harness, unit: unit);
        Assert.Equal([Above], harness.Waiting(MessageClass.Assignment).Select(m => m.PersonId));
        Assert.Contains("权限", harness.Ask(Supervisor, $"查看 {id}"), StringComparison.Ordinal);
        Assert.DoesNotContain(id, harness.Ask(Supervisor, "待办"), StringComparison.Ordinal);
        Assert.Contains(id, harness.Ask(Above, "待办"), StringComparison.Ordinal);
    }

    [Fact]
    public void File_OrdinaryReport_DoesNotReachTheSupervisingBody()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Assert.DoesNotContain(harness.Outbox, m => m.PersonId == Above);
        Assert.Contains("权限", harness.Ask(Above, $"查看 {id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void File_AboutTheOfficeThatNobodySupervises_TellsNobodyAndTheReporterWhereToTurn()
    {
        var units = ComplaintWorld.Directory.Units.Select(u => u with { SupervisedBy = null }).Where(u => u.Id is not ("jiwei" or "wangxin")).ToArray();
        var directory = new Organization.DirectorySnapshot(units, [.. ComplaintWorld.Directory.People.Where(p => p.UnitId is not ("jiwei" or "wangxin"))]) { NameRules = Names };
        var harness = new DialogHarness(Dialogs(), directory, Morning, OpsBot.Core.Tests.WorkTime.WorkTimeData.Edition);
        Tell(harness, unit: "市整治形式主义专班");

        var reply = harness.Ask(Cadre, "提交");

        Assert.Contains("12345", reply, StringComparison.Ordinal);
        Assert.Contains("没有通知任何人", reply, StringComparison.Ordinal);
        Assert.Empty(harness.Waiting(MessageClass.Assignment));
        Assert.Contains("没有待办", harness.Ask(Supervisor, "待办"), StringComparison.Ordinal);
        Assert.Single(Supervision.Unsupervised(directory));
        var receipt = reply.Split('\n').Single(l => l.StartsWith("回执号：", StringComparison.Ordinal))["回执号：".Length..];
        Assert.Contains("12345", harness.Ask("another", receipt), StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_OfficeItselfAccused_HandsTheCaseOver()
    {
        var (harness, id) = Verified("不清楚");
        harness.Say(Supervisor, $"认定单位 {id} 泉州市");
        Assert.Contains(harness.Waiting(MessageClass.Assignment), m => m.PersonId == Above);
        Assert.Contains("权限", harness.Ask(Supervisor, $"查看 {id}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_SheetNamesAnotherUnit_ItMustBeMarkedToo()
    {
        var harness = Start();
        var (_, id) = File(harness);
        harness.Say(Supervisor, $"核实 {id} 请核实鲤城区和东湖街道的做法");
        Assert.Contains(CaseOf(harness, id).Mentions!, m => m.UnitIds.SequenceEqual(["licheng"]) && m.Mark is null);
    }

    [Fact]
    public void Dispatch_CaseOfAnEarlierVersion_NeedsTheMarksOfWhatItHolds()
    {
        var (harness, id) = Verified("不清楚");
        var stored = harness.Versioned(Case.Kind, id)!;
        harness.Apply(new Effects { Records = [Case.Kind.Put(id, stored.Value with { Mentions = null, UnitText = "东糊街道" }, stored.Version)] });

        var reply = DialogHarness.TextOf(harness.Press(Supervisor, "case.dispatch", [("id", id), .. Form]));

        Assert.Contains("东糊街道（像是东湖街道）", reply, StringComparison.Ordinal);
        Assert.IsType<CaseOutcome.Refused>(CasePolicy.Dispatch(Context(harness, Supervisor), harness.Versioned(Case.Kind, id)!, null, new DispatchOrder("fengze", "wangxin", 3, "停", "书面"), true));
        harness.Say(Supervisor, $"标记 {id} 1 被反映");
        Assert.Equal(["donghu"], CaseOf(harness, id).Mentions![0].UnitIds);
    }

    [Fact]
    public void Mentions_Stored_KeepTheirShape()
    {
        const string Golden = """{"kind":"unknown","words":"王主任","unitIds":["u"],"personIds":["p"],"isLikely":true,"mark":"mentionedOnly","isOutside":true}""";
        var mention = new CaseMention { Kind = NameKind.Unknown, Words = "王主任", UnitIds = ["u"], PersonIds = ["p"], IsLikely = true, Mark = MentionMark.MentionedOnly, IsOutside = true };
        Assert.Equal(Golden, JsonSerializer.Serialize(mention, StoredJson.Options));
        Assert.Equal(Golden, JsonSerializer.Serialize(JsonSerializer.Deserialize<CaseMention>(Golden, StoredJson.Options), StoredJson.Options));
    }

    private static (DialogHarness, string) Verified(string unit)
    {
        // The usual story speaks of "街道", which is one more name where no 街道 was picked.
        var harness = Start();
        foreach (var text in new[] { "我要反映", "保密反映", "指尖上的形式主义", "要求每天晚上接龙汇报，不发就通报", unit, "昨天晚上10点", "跳过" })
            harness.Say(Cadre, text);
        harness.Say(Cadre, "提交");
        var id = harness.Records.Keys.Single(k => k.Kind == Case.Kind.Name).Id;
        harness.Press(Supervisor, "case.verify", ("id", id), ("form", "1"), ("sheet", "请核实整改"));
        return (harness, id);
    }
}
