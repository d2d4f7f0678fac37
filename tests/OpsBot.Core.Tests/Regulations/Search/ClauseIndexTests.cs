using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Tests.Regulations.Search;

public sealed class ClauseIndexTests
{
    private static readonly SearchSettings Settings = TestLibrary.Pack.Settings;
    private static readonly SourceDocument Document = new("d", "p", "题", null, null, null, ClauseKind.Notice, "0");

    [Fact]
    public void Search_PairInText_RanksAboveScatteredCharacters()
    {
        var index = IndexOf(("1", "工 作 台 里的 账"), ("2", "不要台账"));

        Assert.Equal(["2", "1"], Numbers(index, "台账"));
    }

    [Fact]
    public void Search_FactorZero_LeavesClauseOut()
    {
        var index = IndexOf(("1", "台账"), ("2", "台账"));

        var found = index.Search(SearchQuery.Of("台账", [], Settings), [], clause => clause.Number == "1" ? 0 : 1, 5);

        Assert.Equal(["2"], found.Select(ranked => ranked.Clause.Number));
    }

    [Fact]
    public void Search_Ties_KeepOrderOfLibraryAndLimit()
    {
        var index = IndexOf(("1", "会议"), ("2", "会议"), ("3", "会议"));

        Assert.Equal(["1", "2"], Numbers(index, "会议", 2));
    }

    [Fact]
    public void Search_HalfOfQuestionUnknown_ShareIsLessThanOne()
    {
        var index = IndexOf(("1", "会议时间"), ("2", "文件篇幅"));

        var known = index.Search(SearchQuery.Of("会议时间", [], Settings), [], _ => 1, 1)[0].Share;
        var half = index.Search(SearchQuery.Of("会议时间火车票价", [], Settings), [], _ => 1, 1)[0].Share;

        Assert.Equal(1, known, 3);
        Assert.InRange(half, 0.05f, 0.6f);
    }

    [Fact]
    public void Search_EmptyIndexOrUnknownWords_GivesNothing()
    {
        Assert.Empty(IndexOf().Search(SearchQuery.Of("会议", [], Settings), [], _ => 1, 5));
        Assert.Empty(IndexOf(("1", "会议")).Search(SearchQuery.Of("火车", [], Settings), [], _ => 1, 5));
    }

    private static ClauseIndex IndexOf(params (string Number, string Text)[] clauses) =>
        new([.. clauses.Select(clause => new Clause("d:" + clause.Number, Document, clause.Number, [], clause.Text, 0, clause.Text.Length))], Settings);

    private static IEnumerable<string> Numbers(ClauseIndex index, string question, int limit = 5) =>
        index.Search(SearchQuery.Of(question, [], Settings), [], _ => 1, limit).Select(ranked => ranked.Clause.Number);
}
