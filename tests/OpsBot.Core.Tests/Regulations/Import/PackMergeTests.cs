using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Tests.Regulations.Import;

public sealed class PackMergeTests
{
    private const string First = "关于减负的办法\n第一条 各部门不得层层转发文件，不得变相要求基层报送。\n第二条 会议原则上不超过1小时。\n第三条 检查每年不超过1次。";
    private const string Second = "关于减负的办法\n第一条 各部门不得层层转发文件，不得变相要求基层报送。\n第二条 会议原则上不超过2小时。\n第四条 报表由一个部门统一收集。";

    [Fact]
    public void Into_ChangedDocument_MakesAVersionAndKeepsTheOld()
    {
        var before = Merge(new ClausePack("trial", [], []), First);
        var after = Merge(before.Pack, Second);
        var stored = ClausePack.Parse(after.Pack.ToJson());
        var library = new ClauseLibrary([stored]);
        var id = before.Document.Id;

        Assert.Equal(MergeOutcome.NewVersion, after.Outcome);
        Assert.Equal((id, 2), (after.Document.Id, after.Document.Version));
        Assert.Equal(
            [("1", ClauseChangeKind.Unchanged), ("2", ClauseChangeKind.Changed), ("4", ClauseChangeKind.Added), ("3", ClauseChangeKind.Removed)],
            after.Changes.Select(change => (change.Number, change.Kind)));
        Assert.Equal([$"{id}:1", $"{id}:2", $"{id}:4"], library.Clauses.Select(clause => clause.Id));
        Assert.Equal("会议原则上不超过2小时。", library.Find($"{id}:2")!.Text);
        var old = library.Find($"{id}@1:2")!;
        Assert.Equal("会议原则上不超过1小时。", old.Text);
        Assert.Equal(id, old.Document.SupersededBy);
        Assert.Equal($"{id}:2", library.CurrentOf(old)!.Id);
        Assert.Null(library.CurrentOf(library.Find($"{id}@1:3")!));
        Assert.Equal(after.Pack.ToJson(), stored.ToJson());
    }

    [Fact]
    public void Into_ThirdVersion_KeepsBothOldOnes()
    {
        var pack = Merge(Merge(Merge(new ClausePack("trial", [], []), First).Pack, Second).Pack, First + "\n第五条 不得以打卡代替工作。").Pack;

        Assert.Equal([1, 2, 3], pack.Documents.Select(document => document.Version).Order());
        Assert.Single(pack.Documents, document => document.SupersededBy is null);
        Assert.Single(new ClauseLibrary([pack]).Documents);
        Assert.Equal(2, new ClauseLibrary([pack]).Superseded.Count);
    }

    [Fact]
    public void Into_SameSourceAgain_ChangesNothing()
    {
        var before = Merge(new ClausePack("trial", [], []), First);
        var again = Merge(before.Pack, First);

        Assert.Equal(MergeOutcome.Unchanged, again.Outcome);
        Assert.Equal(before.Pack.ToJson(), again.Pack.ToJson());
    }

    [Fact]
    public void Into_SeparateOrOtherTitle_IsADocumentOfItsOwn()
    {
        var before = Merge(new ClausePack("trial", [], []), First);

        Assert.Equal(MergeOutcome.NewDocument, Merge(before.Pack, Second, separate: true).Outcome);
        Assert.Equal(MergeOutcome.NewDocument, Merge(before.Pack, Second.Replace("减负", "会议")).Outcome);
        Assert.Equal(MergeOutcome.NewVersion, Merge(before.Pack, Second.Replace("减负", "会议"), before.Document.Id).Outcome);
    }

    [Fact]
    public void Answer_AfterANewVersion_QuotesOnlyTheCurrentOne()
    {
        var pack = Merge(Merge(new ClausePack("trial", [], []), First).Pack, Second).Pack;
        var answerer = new RegulationAnswerer(TestLibrary.Pack with { Library = new ClauseLibrary([pack]) });

        var answer = answerer.Answer("会议不超过几小时", AskerContext.Unknown);

        Assert.All(answer.Citations, citation => Assert.DoesNotContain("@", citation.ClauseId));
        Assert.DoesNotContain("1小时", answer.Text);
    }

    private static PackMerge Merge(ClausePack pack, string text, string? replaces = null, bool separate = false)
    {
        var result = TestLibrary.Importer.Import(System.Text.Encoding.UTF8.GetBytes(text), "trial");
        return PackMerge.Into(pack, result.Document!, result.Clauses, replaces, separate);
    }
}
