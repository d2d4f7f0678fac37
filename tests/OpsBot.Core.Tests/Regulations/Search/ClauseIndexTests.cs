using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Tests.Regulations.Search;

public sealed class ClauseIndexTests
{
    private static readonly SearchSettings Settings = TestLibrary.Pack.Settings;
    private static readonly SourceDocument Document = new("d", "p", "题", null, null, null, ClauseKind.Notice, "0");

    private static readonly ClauseRange Everything = new(0, int.MaxValue);

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

        var found = Search(index, "台账", clause => clause == 0 ? 0 : 1);

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

        var known = Search(index, "会议时间", limit: 1)[0].Share;
        var half = Search(index, "会议时间火车票价", limit: 1)[0].Share;

        Assert.Equal(1, known, 3);
        Assert.InRange(half, 0.05f, 0.6f);
    }

    [Fact]
    public void Search_EmptyIndexOrUnknownWords_GivesNothing()
    {
        Assert.Empty(Search(IndexOf(), "会议"));
        Assert.Empty(Search(IndexOf(("1", "会议")), "火车"));
    }

    private static ClauseIndex IndexOf(params (string Number, string Text)[] clauses) =>
        new([.. clauses.Select(clause => new Clause("d:" + clause.Number, Document, clause.Number, [], clause.Text, 0, clause.Text.Length))], Settings);

    // Large enough that most terms are only looked up for candidates; the naive sum over all terms is the oracle.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Search_ManyClauses_FindsWhatAddingEverythingFinds(int seed)
    {
        const int Limit = 20;
        var random = new Random(seed);
        var letters = Enumerable.Range(0, 400).Select(i => (char)('一' + i)).ToArray();
        string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => letters[(int)(letters.Length * Math.Pow(random.NextDouble(), 2))]));
        var clauses = Enumerable.Range(0, 20_000).Select(i => (Number: $"{i}", Text: Text(random.Next(20, 60)))).ToArray();
        var index = IndexOf(clauses);
        for (var round = 0; round < 20; round++)
        {
            var query = SearchQuery.Of(Text(random.Next(2, 16)), [Text(4)], Settings);
            var factors = clauses.Select(_ => random.Next(4) switch { 0 => 0f, 1 => 0.75f, 2 => 1f, _ => 1.3f }).ToArray();
            var bonuses = Enumerable.Range(0, 30).Select(_ => (random.Next(clauses.Length), 3f)).ToList();
            var range = round % 2 == 0 ? new ClauseRange(0, clauses.Length) : new ClauseRange(5_000, 9_000);

            var found = index.Search(query, range, bonuses, clause => factors[clause], 1.3f, Limit);
            var all = index.Search(query, range, bonuses, clause => factors[clause], 1.3f, clauses.Length);

            // With no limit nothing can be left out early, so the long list is the plain sum.
            Assert.Equal(all.Take(Limit).Select(ranked => MathF.Round(ranked.Score, 3)), found.Select(ranked => MathF.Round(ranked.Score, 3)));
            Assert.Equal(all.Take(5).Select(ranked => ranked.Position), found.Take(5).Select(ranked => ranked.Position));
            Assert.All(found, ranked => Assert.InRange(ranked.Position, range.First, range.First + range.Count - 1));
        }
    }

    private static IEnumerable<string> Numbers(ClauseIndex index, string question, int limit = 5) =>
        Search(index, question, limit: limit).Select(ranked => ranked.Clause.Number);

    private static List<RankedClause> Search(ClauseIndex index, string question, Func<int, float>? factor = null, int limit = 5) =>
        index.Search(SearchQuery.Of(question, [], Settings), Everything, [], factor ?? (_ => 1), 1, limit);
}
