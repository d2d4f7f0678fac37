using System.Text;
using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations.Search;

/// <summary>Ranks clauses for an understood question: words, acts, the best single sentence, the kind of thing asked for, the place.</summary>
internal sealed class ClauseRanker(RegulationPack pack, TerritoryScope scope)
{
    private const int Candidates = 20;

    private readonly ClauseIndex _index = new(pack.Library.Clauses, pack.Settings);
    private readonly List<string> _fillers = [.. pack.Cues.Fillers.OrderByDescending(word => word.Length)];

    public SearchQuery QueryOf(Question question)
    {
        var core = new StringBuilder(question.Scope.TextWithoutPlaces);
        foreach (var filler in _fillers) core.Replace(filler, " ");
        return SearchQuery.Of(core.ToString(), question.Terms, pack.Settings);
    }

    /// <summary>Best first. With several territories named, their lists take turns.</summary>
    public IReadOnlyList<RankedClause> Rank(Question question, SearchQuery query)
    {
        var bonuses = question.Hits.Select(hit => (hit.Clause, hit.Weight * pack.Settings.ActWeight)).ToList();
        var territories = question.Scope.Territories;
        if (territories.Count == 0 && pack.Cues.Comparisons.Any(cue => question.Text.Contains(cue, StringComparison.Ordinal)))
            return Interleave([.. Everywhere(question, query, bonuses).OrderByDescending(list => list.Count > 0 ? list[0].Score : 0)]);
        return territories.Count == 0
            ? Related(Refine(_index.Search(query, bonuses, clause => Factor(clause, question), Candidates), query))
            : Interleave([.. territories.Select(territory => InTerritory(territory, question, query, bonuses))]);
    }

    private IEnumerable<IReadOnlyList<RankedClause>> Everywhere(Question question, SearchQuery query, List<(int, float)> bonuses) =>
        pack.Library.Documents.Select(document => document.Territory).Distinct().Select(territory => InTerritory(territory, question, query, bonuses));

    private IReadOnlyList<RankedClause> InTerritory(string? territory, Question question, SearchQuery query, List<(int, float)> bonuses) =>
        Related(Refine(_index.Search(query, bonuses, clause => clause.Territory == territory ? Factor(clause, question) : 0, Candidates), query));

    private float Factor(Clause clause, Question question) =>
        (IsFrame(clause) ? pack.Settings.FrameFactor : 1)
        * (question.AsksNumber && clause.Text.Any(char.IsAsciiDigit) ? pack.Settings.NumberFactor : 1)
        * (question.Shape is null ? 1 : question.Shape.Met(clause.Text) ? pack.Settings.ShapeFactor : 1)
        * (question.Scope.Territories.Count == 0 && scope.Covers(clause, question.Asker) ? pack.Settings.AskerFactor : 1);

    // A clause whose single sentence holds much of the question beats one that holds it scattered.
    private List<RankedClause> Refine(IReadOnlyList<RankedClause> found, SearchQuery query) =>
        [.. found.Select(ranked => ranked with { Score = ranked.Score * (1 + pack.Settings.SentenceWeight * SentenceMatch.Best(ranked.Clause.Text, query).Share) })
            .OrderByDescending(ranked => ranked.Score)];

    private List<RankedClause> Related(List<RankedClause> found) =>
        [.. found.TakeWhile(clause => clause.Score >= found[0].Score * pack.Settings.RelatedScore)];

    // Preambles and signatures mention everything and rule nothing.
    private static bool IsFrame(Clause clause) => !char.IsAsciiDigit(clause.Number[^1]) && !clause.Number.EndsWith(')');

    private static List<RankedClause> Interleave(List<IReadOnlyList<RankedClause>> lists)
    {
        var result = new List<RankedClause>();
        for (var at = 0; at < Candidates; at++)
            result.AddRange(lists.Where(list => at < list.Count).Select(list => list[at]));
        return result;
    }
}
