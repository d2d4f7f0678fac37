using System.Text;
using OpsBot.Core.Regulations.Questions;

namespace OpsBot.Core.Regulations.Search;

/// <summary>Ranks clauses for an understood question: words, acts, the best single sentence, the kind of thing asked for, the place.</summary>
internal sealed class ClauseRanker(RegulationPack pack, TerritoryScope scope)
{
    private const int Candidates = 20;

    private readonly ClauseIndex _index = new(pack.Library.Clauses, pack.Settings);
    private readonly ClauseTraits _traits = new(pack.Library.Clauses, pack.Cues.Shapes);
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
        var territories = question.Scope.Territories;
        if (territories.Count > 0) return Interleave([.. territories.Select(territory => Search(_traits.Ranges[territory], question, query))]);
        return pack.Cues.Comparisons.Any(cue => question.Text.Contains(cue, StringComparison.Ordinal))
            ? Interleave([.. _traits.Ranges.Values.Select(ranges => Search(ranges, question, query)).OrderByDescending(list => list.Count > 0 ? list[0].Score : 0)])
            : Search([new ClauseRange(0, pack.Library.Clauses.Count)], question, query);
    }

    /// <summary>Start of the sentence of a clause found that holds most of the question.</summary>
    public int BestSentence(RankedClause found, SearchQuery query) => _index.BestSentence(found, query).Start;

    private IReadOnlyList<RankedClause> Search(IReadOnlyList<ClauseRange> ranges, Question question, SearchQuery query)
    {
        var settings = pack.Settings;
        var learned = question.Sense.Clauses.Where(clause => clause.Margin > settings.Examples.ClauseFloor)
            .Select(clause => (clause.Clause, (clause.Margin - settings.Examples.ClauseFloor) * settings.Examples.ClauseWeight));
        List<(int, float)> bonuses = [.. learned];
        foreach (var act in question.Acts)
        {
            foreach (var hit in act.Hits) bonuses.Add((hit.Clause, hit.Weight * settings.ActWeight));
        }

        var home = question.Scope.Territories.Count == 0 ? scope.Binding(question.Asker) : [];
        float Factor(int clause) =>
            (_traits.IsFrame(clause) ? settings.FrameFactor : 1)
            * (question.AsksNumber && _traits.HasNumber(clause) ? settings.NumberFactor : 1)
            * (question.Shape is { } shape && _traits.Meets(clause, shape) ? settings.ShapeFactor : 1)
            * (home.Count > 0 && pack.Library.Clauses[clause].Territory is { } territory && home.Contains(territory) ? settings.AskerFactor : 1);
        var highest = Math.Max(1, settings.FrameFactor)
            * (question.AsksNumber ? Math.Max(1, settings.NumberFactor) : 1)
            * (question.Shape is null ? 1 : Math.Max(1, settings.ShapeFactor))
            * (home.Count > 0 ? Math.Max(1, settings.AskerFactor) : 1);
        var found = ranges.SelectMany(range => _index.Search(query, range, bonuses, Factor, highest, Candidates));
        return Related(Refine(found, query));
    }

    // A clause whose single sentence holds much of the question beats one that holds it scattered.
    private List<RankedClause> Refine(IEnumerable<RankedClause> found, SearchQuery query) =>
        [.. found.Select(ranked => ranked with { Score = ranked.Score * (1 + pack.Settings.SentenceWeight * _index.BestSentence(ranked, query).Share) })
            .OrderByDescending(ranked => ranked.Score).Take(Candidates)];

    private List<RankedClause> Related(List<RankedClause> found) =>
        [.. found.TakeWhile(clause => clause.Score >= found[0].Score * pack.Settings.RelatedScore)];

    private static List<RankedClause> Interleave(List<IReadOnlyList<RankedClause>> lists)
    {
        var result = new List<RankedClause>();
        for (var at = 0; at < Candidates; at++)
            result.AddRange(lists.Where(list => at < list.Count).Select(list => list[at]));
        return result;
    }
}
