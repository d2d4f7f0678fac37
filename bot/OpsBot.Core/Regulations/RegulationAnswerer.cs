using System.Text;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Answers questions from the library, or says honestly that it cannot. Pure and thread-safe: the same question always gets the same answer.</summary>
public sealed class RegulationAnswerer
{
    private const int ShortestQuestion = 2;
    private const int Candidates = 20;

    private readonly RegulationPack _pack;
    private readonly ClauseIndex _index;
    private readonly AnswerComposer _composer;
    private readonly TerritoryScope _scope;

    public RegulationAnswerer(RegulationPack pack)
    {
        _pack = pack;
        _index = new ClauseIndex(pack.Library.Clauses, pack.Settings);
        _composer = new AnswerComposer(pack.Library, pack.Settings);
        _scope = new TerritoryScope(pack.Library, pack.Places);
    }

    public Answer Answer(string question, AskerContext asker)
    {
        if (question.Trim().Length > _pack.Cues.MaximumLength)
            return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooLong(_pack.Cues.MaximumLength));
        var text = QuestionText.Normalize(question, _pack.Converter);
        if (text.Length == 0) return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.Empty);
        if (_pack.Cues.Refusals.Any(cue => cue.Holds(text))) return Regulations.Answer.Plain(AnswerStatus.Refused, RegulationTexts.Refused);
        if (SmallTalk(text) is { } talk) return Regulations.Answer.Plain(AnswerStatus.SmallTalk, talk);
        if (_pack.Cues.AbsentDocuments.FirstOrDefault(document => document.Names.Any(name => text.Contains(name, StringComparison.Ordinal))) is { } absent)
            return Silent(RegulationTexts.AbsentDocument(absent.Title, _composer.Holdings));

        var scope = _scope.Of(text);
        if (scope.UnknownPlace is { } unknown) return Silent(RegulationTexts.UnknownPlace(unknown, _composer.Holdings));
        if (ArticleReference.Read(text, _pack.Places) is { } number && AnswerReference(number, scope.Territories, asker) is { } direct) return direct;
        if (_pack.Cues.OffTopics.Any(cue => cue.Holds(text))) return Silent(SilentText(scope.Territories));
        return AnswerSearch(text, scope, asker);
    }

    private Answer AnswerSearch(string text, QuestionScope scope, AskerContext asker)
    {
        var core = RemoveFillers(scope.TextWithoutPlaces);
        var terms = _pack.Words.Expand(text);
        var query = SearchQuery.Of(core, terms, _pack.Settings);
        var minimumShare = terms.Count > 0 || scope.Territories.Count > 0 ? _pack.Settings.MinimumShare : _pack.Settings.MinimumShareUnfamiliar;
        if (query.Asked.Count < ShortestQuestion) return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooVague);
        var shape = _pack.Cues.Shapes.FirstOrDefault(candidate => candidate.Asked(text));
        var asksNumber = _pack.Cues.NumberCues.Any(cue => text.Contains(cue, StringComparison.Ordinal));

        float Factor(Clause clause) =>
            (IsFrame(clause) ? _pack.Settings.FrameFactor : 1)
            * (asksNumber && clause.Text.Any(char.IsAsciiDigit) ? _pack.Settings.NumberFactor : 1)
            * (shape is null ? 1 : shape.Met(clause.Text) ? _pack.Settings.ShapeFactor : 1)
            * (scope.Territories.Count == 0 && _scope.Covers(clause, asker) ? _pack.Settings.AskerFactor : 1);

        var lists = scope.Territories.Count == 0
            ? [_index.Search(query, Factor, Candidates)]
            : scope.Territories.Select(territory => _index.Search(query, clause => clause.Territory == territory ? Factor(clause) : 0, Candidates)).ToList();
        var ranked = Interleave([.. lists.Select(Related)]);
        if (ranked.Count == 0 || ranked.Max(found => found.Share) < minimumShare) return Silent(SilentText(scope.Territories));
        if (shape is not null && !ranked.Take(_pack.Settings.ShownCitations).Any(found => shape.Met(found.Clause.Text)))
            return Silent(SilentText(scope.Territories));
        return _composer.Compose([.. ranked.Select(found => found.Clause)], query, several: scope.Territories.Count > 1);
    }

    private Answer? AnswerReference(string number, IReadOnlyList<string> territories, AskerContext asker)
    {
        var named = _pack.Library.Documents.Where(document => territories.Count == 0 ? !document.IsSecondHand : territories.Contains(document.Territory ?? "")).ToList();
        var hits = named.Select(document => _pack.Library.Find($"{document.Id}:{number}")).OfType<Clause>().ToList();
        if (territories.Count == 0 && hits.Count > 1 && hits.Where(clause => _scope.Covers(clause, asker)).ToList() is { Count: > 0 } own) hits = own;
        if (territories.Count == 0 && hits.Count > 1)
        {
            return Regulations.Answer.Plain(
                AnswerStatus.Clarify, RegulationTexts.WhichDocument(number), [.. hits.Select(clause => $"{clause.Territory}{RegulationTexts.Article(number)}")]);
        }

        if (hits.Count > 0) return _composer.Compose(hits, SearchQuery.Of("", [], _pack.Settings), several: hits.Count > 1);
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

    private string RemoveFillers(string text)
    {
        var result = new StringBuilder(text);
        foreach (var filler in _pack.Cues.Fillers.OrderByDescending(word => word.Length)) result.Replace(filler, " ");
        return result.ToString();
    }

    private string SilentText(IReadOnlyList<string> territories) =>
        territories.Count == 0 ? RegulationTexts.NoAnswer(_composer.Holdings) : RegulationTexts.NoAnswerInTerritory(string.Join('、', territories), _composer.Holdings);

    private static Answer Silent(string text) => Regulations.Answer.Plain(AnswerStatus.NoAnswer, text, RegulationTexts.ReportOption);

    // Preambles and signatures mention everything and rule nothing.
    private static bool IsFrame(Clause clause) => !char.IsAsciiDigit(clause.Number[^1]) && !clause.Number.EndsWith(')');

    private IReadOnlyList<RankedClause> Related(IReadOnlyList<RankedClause> found) =>
        [.. found.TakeWhile(clause => clause.Score >= found[0].Score * _pack.Settings.RelatedScore)];

    private static List<RankedClause> Interleave(List<IReadOnlyList<RankedClause>> lists)
    {
        var result = new List<RankedClause>();
        for (var at = 0; at < Candidates; at++)
            result.AddRange(lists.Where(list => at < list.Count).Select(list => list[at]));
        return result;
    }
}
