using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Answers questions from the library, or says honestly that it cannot. Pure and thread-safe: the same question always gets the same answer.</summary>
public sealed class RegulationAnswerer
{
    private const int ShortestQuestion = 2;
    private const int ShortestMatter = 3;

    private readonly RegulationPack _pack;
    private readonly ClauseRanker _ranker;
    private readonly ActIndex _acts;
    private readonly VerdictJudge _judge;
    private readonly ClauseRecords _records;
    private readonly AnswerComposer _composer;
    private readonly TerritoryScope _scope;

    public RegulationAnswerer(RegulationPack pack)
    {
        _pack = pack;
        _composer = new AnswerComposer(pack.Library, pack.Settings);
        _scope = new TerritoryScope(pack.Library, pack.Places);
        _ranker = new ClauseRanker(pack, _scope);
        _acts = new ActIndex(pack.Library.Clauses, pack.Acts, pack.Settings);
        _judge = new VerdictJudge(pack.Provisions);
        _records = new ClauseRecords(pack.Provisions);
    }

    public Answer Answer(string question, AskerContext asker)
    {
        if (question.Trim().Length > _pack.Cues.MaximumLength)
            return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooLong(_pack.Cues.MaximumLength));
        var text = QuestionText.Normalize(question, _pack.Converter, _pack.Cues.Typos);
        if (text.Length == 0) return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.Empty);
        if (_pack.Cues.Refusals.Any(cue => cue.Holds(text))) return Regulations.Answer.Plain(AnswerStatus.Refused, RegulationTexts.Refused);
        if (SmallTalk(text) is { } talk) return Regulations.Answer.Plain(AnswerStatus.SmallTalk, talk);
        if (_pack.Cues.AbsentDocuments.FirstOrDefault(document => document.Names.Any(name => text.Contains(name, StringComparison.Ordinal))) is { } absent)
            return Silent(RegulationTexts.AbsentDocument(absent.Title, _composer.Holdings));

        var scope = _scope.Of(text);
        if (scope.UnknownPlace is { } unknown) return Silent(RegulationTexts.UnknownPlace(unknown, _composer.Holdings));
        if (ArticleReference.Read(text, _pack.Places) is { } number && AnswerReference(number, scope.Territories, asker) is { } direct) return direct;
        if (_pack.Cues.Gaps.Any(cue => cue.Holds(text))) return Silent(RegulationVerdictTexts.NotGiven(_composer.Holdings));
        if (_pack.Cues.OffTopics.FirstOrDefault(cue => cue.Holds(text)) is { } offTopic && !(offTopic.Weak && _acts.Find(text).Any(hit => hit.Act.Say.Count > 1)))
            return Silent(SilentText(scope.Territories));
        return AnswerSearch(text, scope, asker);
    }

    private Answer AnswerSearch(string text, QuestionScope scope, AskerContext asker)
    {
        var question = new Question(
            text,
            scope,
            _pack.Words.Expand(text),
            _acts.Find(text),
            _pack.Cues.Shapes.FirstOrDefault(candidate => candidate.Asked(text)),
            _pack.Cues.NumberCues.Any(cue => text.Contains(cue, StringComparison.Ordinal)),
            asker);
        if (text.Count(char.IsLetterOrDigit) <= ShortestMatter && question is { Terms.Count: 0, Hits.Count: 0, Scope.Territories.Count: 0 })
            return Regulations.Answer.Plain(text.Any(char.IsLetter) ? AnswerStatus.SmallTalk : AnswerStatus.Clarify, text.Any(char.IsLetter) ? RegulationTexts.Chat : RegulationTexts.TooVague);
        var query = _ranker.QueryOf(question);
        if (query.Asked.Count < ShortestQuestion && question.Terms.Count == 0) return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooVague);
        var ranked = _ranker.Rank(question, query);
        return IsSilent(question, ranked) ? SilentWithReference(question, query) : Compose(question, query, ranked);
    }

    private bool IsSilent(Question question, IReadOnlyList<RankedClause> ranked)
    {
        if (ranked.Count == 0) return true;
        var settings = _pack.Settings;
        var strongest = ranked.Take(settings.ShownCitations).SelectMany(found => HitsIn(question, found)).Select(hit => hit.Act.Say.Count).DefaultIfEmpty(0).Max();
        if (question.Shape is { } shape && !ranked.Take(settings.ShownCitations).Any(found => shape.Met(found.Clause.Text))) return true;
        if (question.Scope.Territories.Count == 1 && IsElsewhereOnly(question, strongest, ranked)) return true;
        if (strongest > 1 || (strongest > 0 && _judge.WantsVerdict(question.Text))) return false;
        if (question.Scope.Territories.Count == 0 && _judge.WantsVerdict(question.Text) && _pack.Cues.Domain.Any(word => question.Scope.TextWithoutPlaces.Contains(word, StringComparison.Ordinal)))
            return ranked.Max(found => found.Share) < settings.MinimumShareDomain;
        var minimum = strongest > 0 || question.Terms.Count > 0 || question.Scope.Territories.Count > 0 ? settings.MinimumShare : settings.MinimumShareUnfamiliar;
        return ranked.Max(found => found.Share) < minimum;
    }

    // The act is ruled in other places, and what the named place says shares neither the act nor much of the wording.
    private bool IsElsewhereOnly(Question question, int strongestHere, IReadOnlyList<RankedClause> ranked)
    {
        var elsewhere = question.Hits.Select(hit => hit.Act.Say.Count).DefaultIfEmpty(0).Max();
        return elsewhere > 1 && strongestHere < elsewhere && ranked[0].Share < _pack.Settings.MinimumShareElsewhere;
    }

    private Answer SilentWithReference(Question question, SearchQuery query)
    {
        var text = SilentText(question.Scope.Territories);
        if (question.Scope.Territories.Count == 0 || question.Shape is not null) return Silent(text);
        var best = _ranker.Rank(question with { Scope = question.Scope with { Territories = [] } }, query).FirstOrDefault();
        return best is null || best.Clause.Territory is not { } other || !HitsIn(question, best).Any(hit => hit.Act.Say.Count > 1)
            ? Silent(text)
            : Silent(text + "\n" + _composer.Reference(best.Clause, other, query));
    }

    private Answer Compose(Question question, SearchQuery query, IReadOnlyList<RankedClause> ranked)
    {
        var clauses = ranked.Select(found => found.Clause).ToList();
        var contradiction = _pack.Acts.Contradictions.FirstOrDefault(candidate => candidate.Holds(question.Text) && candidate.Clauses.Contains(clauses[0].Id));
        if (contradiction is not null && question.Scope.Territories.Count == 0)
        {
            var others = contradiction.Clauses.Where(id => id != clauses[0].Id).Select(_pack.Library.Find).OfType<Clause>().ToList();
            clauses = [clauses[0], .. others, .. clauses.Skip(1).Except(others)];
        }

        var several = question.Scope.Territories.Count > 1 || (contradiction is { Clauses.Count: > 1 } && question.Scope.Territories.Count == 0);
        return _composer.Compose(clauses, query, several, Judge(question, query, ranked[0]), contradiction?.Note);
    }

    private Judgement Judge(Question question, SearchQuery query, RankedClause best) =>
        _judge.Judge(question.Text, best.Clause, _records.Of(best.Clause), [.. HitsIn(question, best)], question.Terms, SentenceMatch.Best(best.Clause.Text, query).Start);

    private static IEnumerable<ActHit> HitsIn(Question question, RankedClause found) => question.Hits.Where(hit => hit.Clause == found.Position);

    private Answer? AnswerReference(string number, IReadOnlyList<string> territories, AskerContext asker)
    {
        var named = _pack.Library.Documents.Where(document => territories.Count == 0 ? !document.IsSecondHand : territories.Contains(document.Territory ?? "")).ToList();
        var hits = named.Select(document => _pack.Library.Find($"{document.Id}:{number}")).OfType<Clause>().ToList();
        if (territories.Count == 0 && hits.Count > 1 && hits.Where(clause => clause.Territory is { } home && _scope.Binding(asker).Contains(home)).ToList() is { Count: > 0 } own) hits = own;
        if (territories.Count == 0 && hits.Count > 1)
        {
            return Regulations.Answer.Plain(
                AnswerStatus.Clarify, RegulationTexts.WhichDocument(number), [.. hits.Select(clause => $"{clause.Territory}{RegulationTexts.Article(number)}")]);
        }

        if (hits.Count > 0) return _composer.Compose(hits, SearchQuery.Of("", [], _pack.Settings), hits.Count > 1, Judgement.None, null);
        var numbered = named.Where(document => LastArticle(document) > 0).ToList();
        return numbered.Count > 0
            ? Silent(string.Concat(numbered.Select(document => RegulationTexts.NoSuchArticle(document.Title, number, LastArticle(document)))))
            : null;
    }

    private int LastArticle(SourceDocument document) =>
        _pack.Library.Clauses.Where(clause => clause.Document == document).Max(clause => int.TryParse(clause.Number, out var article) ? article : 0);

    private string? SmallTalk(string text)
    {
        foreach (var cue in _pack.Cues.SmallTalk.Where(candidate => candidate.Holds(text)))
        {
            var rest = cue.All.SelectMany(words => words).OrderByDescending(word => word.Length).Aggregate(text, (left, word) => left.Replace(word, "", StringComparison.OrdinalIgnoreCase));
            if (rest.Count(char.IsLetterOrDigit) > _pack.Cues.SmallTalkRemainder) continue;
            return cue.Name switch
            {
                "greeting" => RegulationTexts.Greeting,
                "thanks" => RegulationTexts.Thanks,
                "identity" => RegulationTexts.Identity,
                "goodbye" => RegulationTexts.Goodbye,
                "acknowledged" => RegulationTexts.Acknowledged,
                _ => RegulationTexts.Chat,
            };
        }

        return null;
    }

    private string SilentText(IReadOnlyList<string> territories) =>
        territories.Count == 0 ? RegulationTexts.NoAnswer(_composer.Holdings) : RegulationTexts.NoAnswerInTerritory(string.Join('、', territories), _composer.Holdings);

    private static Answer Silent(string text) => Regulations.Answer.Plain(AnswerStatus.NoAnswer, text, RegulationTexts.ReportOption);
}
