using OpsBot.Core.Regulations.Examples;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Regulations;

/// <summary>Decides whether the library is silent on a question: better an honest "not written here" than a clause about something else.</summary>
internal sealed class SilenceRule(RegulationPack pack, VerdictJudge judge)
{
    private readonly SearchSettings _settings = pack.Settings;

    /// <summary>Before any search: a word of another matter, or likeness to examples that no clause answers.</summary>
    public bool IsOffTopic(Question question)
    {
        var cue = pack.Cues.OffTopics.FirstOrDefault(candidate => candidate.Holds(question.Text));
        if (cue is not null
            && !(cue.Weak && question.Acts.Any(act => act.Specificity > 1))
            && !(IsKnown(question, _settings.Examples.KnownMargin) && question.Sense.Lead(ExampleKind.OffTopic) < -_settings.Examples.CueLead))
            return true;
        return LikenessOf(question) is ExampleKind.OffTopic or ExampleKind.Elsewhere;
    }

    /// <summary>The kind of the examples that the question is most like, where that kind leads clearly; null where a clause is likelier to answer.</summary>
    public ExampleKind? LikenessOf(Question question)
    {
        var likeliest = question.Sense.Likeliest;
        if (question.Sense.Lead(likeliest) < _settings.Examples.KindLead) return null;
        return likeliest == ExampleKind.Refused || !IsKnown(question, _settings.Examples.SureMargin) ? likeliest : null;
    }

    /// <summary>The examples say that this clause answers.</summary>
    public bool IsKnown(Question question, RankedClause found) => question.Sense.MarginAt(found.Position) > _settings.Examples.KnownMargin;

    /// <summary>The examples say so clearly.</summary>
    public bool IsSure(Question question, RankedClause found) => question.Sense.MarginAt(found.Position) > _settings.Examples.SureMargin;

    /// <summary>After the search: nothing found, nothing of the kind asked for, ruled elsewhere only, or too little in common.</summary>
    public bool IsSilent(Question question, IReadOnlyList<RankedClause> ranked)
    {
        if (ranked.Count == 0) return true;
        var shown = ranked.Take(_settings.ShownCitations).ToList();
        if (question.Shape is { } shape && !shown.Any(found => shape.Met(found.Clause.Text))) return true;
        var strongest = shown.SelectMany(found => question.HitsIn(found.Position)).Select(hit => hit.Act.Say.Count).DefaultIfEmpty(0).Max();
        if (IsKnownHere(question, ranked[0])) return false;
        if (question.Sense.Lead(ExampleKind.NotGiven) > _settings.Examples.NotGivenLead && ranked[0].Share < _settings.MinimumShareElsewhere) return true;
        if (question.Scope.Territories.Count == 1 && IsElsewhereOnly(question, strongest, ranked)) return true;
        return strongest <= 1 && !(strongest > 0 && judge.WantsVerdict(question.Text)) && ranked.Max(found => found.Share) < MinimumShare(question, strongest);
    }

    // A clause of the places named, or any when none is named.
    private bool IsKnown(Question question, float margin) =>
        question.Sense.Clauses.Any(entry => entry.Margin > margin && question.Scope.Includes(pack.Library.Clauses[entry.Clause]));

    private bool IsKnownHere(Question question, RankedClause best) =>
        IsKnown(question, best)
        && (question.Scope.Territories.Count != 1 || MarginElsewhere(question) <= question.Sense.MarginAt(best.Position) + _settings.Examples.ElsewhereLead);

    // The matter is ruled in other places, and what the named place says shares neither the act nor much of the wording.
    private bool IsElsewhereOnly(Question question, int strongestHere, IReadOnlyList<RankedClause> ranked)
    {
        if (ranked[0].Share >= _settings.MinimumShareElsewhere) return false;
        var elsewhere = question.Acts.Select(act => act.Specificity).DefaultIfEmpty(0).Max();
        return (elsewhere > 1 && strongestHere < elsewhere) || (strongestHere <= 1 && MarginElsewhere(question) > _settings.Examples.KnownMargin);
    }

    private float MarginElsewhere(Question question) =>
        question.Sense.Clauses.Where(entry => !question.Scope.Includes(pack.Library.Clauses[entry.Clause])).Select(entry => entry.Margin).DefaultIfEmpty(Sense.Unknown).Max();

    private float MinimumShare(Question question, int strongest)
    {
        var isPlaceless = question.Scope.Territories.Count == 0;
        if (isPlaceless && judge.WantsVerdict(question.Text) && pack.Cues.Domain.Any(word => question.Scope.TextWithoutPlaces.Contains(word, StringComparison.Ordinal)))
            return _settings.MinimumShareDomain;
        return strongest > 0 || question.Terms.Count > 0 || !isPlaceless ? _settings.MinimumShare : _settings.MinimumShareUnfamiliar;
    }
}
