using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Examples;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Regulations.Utterances;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Answers questions from the library, or says honestly that it cannot. Pure and thread-safe: the same question always gets the same answer.</summary>
public sealed class RegulationAnswerer
{
    private const int ShortestQuestion = 2;
    private const int ShortestMatter = 3;
    private const int ShortestTale = 12;
    private const int ShortestName = 4;
    private const int LongestName = 12;

    private readonly RegulationPack _pack;
    private readonly ClauseRanker _ranker;
    private readonly ActIndex _acts;
    private readonly VerdictJudge _judge;
    private readonly ClauseRecords _records;
    private readonly AnswerComposer _composer;
    private readonly TerritoryScope _scope;
    private readonly ExampleModel _examples;
    private readonly ArticleAnswerer _articles;
    private readonly SilenceRule _silence;
    private readonly SmallTalkReader _smallTalk;
    private readonly UtteranceReader _utterances;

    public RegulationAnswerer(RegulationPack pack)
    {
        _pack = pack;
        _composer = new AnswerComposer(pack.Library, pack.Settings);
        _scope = new TerritoryScope(pack.Library, pack.Places);
        _ranker = new ClauseRanker(pack, _scope);
        _acts = new ActIndex(pack.Library.Clauses, pack.Acts, pack.Settings);
        _judge = new VerdictJudge(pack.Provisions);
        _records = new ClauseRecords(pack.Provisions);
        _examples = new ExampleModel([.. pack.Examples.Select(example => example with { Q = Normal(example.Q) })], pack.Library, pack.Settings.Examples);
        _articles = new ArticleAnswerer(pack, _scope, _composer);
        _silence = new SilenceRule(pack, _judge);
        _smallTalk = new SmallTalkReader(pack.Cues);
        _utterances = new UtteranceReader(pack.Utterances, new CommandReader(pack.Commands));
    }

    public Answer Answer(string question, AskerContext asker)
    {
        if (question.Trim().Length > _pack.Cues.MaximumLength)
            return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooLong(_pack.Cues.MaximumLength));
        var text = Normal(question);
        if (!text.Any(char.IsLetterOrDigit)) return Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.Empty);
        if (_utterances.Alarm(text) is { } alarm) return UtteranceReply.To(Utterance.Of(alarm), _pack.Helplines);
        if (_pack.Cues.Refusals.Any(cue => cue.Holds(text))) return Refused();
        var acts = _acts.Find(text);
        var terms = _pack.Words.Expand(text);
        var utterance = ArticleReference.Read(text, _pack.Places) is not null
            ? Utterance.Of(UtteranceKind.Question)
            : _utterances.Read(text, terms.Count > 0 || acts.Any(act => act.Specificity > 1), question.Trim().Count(c => c == '\n') + 1);
        if (utterance.Kind == UtteranceKind.Command) return UtteranceReply.To(utterance, _pack.Helplines);
        if (_smallTalk.Reply(text) is { } talk) return Regulations.Answer.Plain(AnswerStatus.SmallTalk, talk);
        if (_pack.Cues.AbsentDocuments.FirstOrDefault(document => document.Names.Any(name => text.Contains(name, StringComparison.Ordinal))) is { } absent)
            return AnswerComposer.Silent(RegulationTexts.AbsentDocument(absent.Title, _composer.Holdings));

        if (utterance.Kind is UtteranceKind.Pasted or UtteranceKind.Service && IsLikeARefused(text)) return Refused();
        if (utterance.Kind is not (UtteranceKind.Question or UtteranceKind.Topic)) return UtteranceReply.To(utterance, _pack.Helplines);
        var scope = _scope.Of(text);
        if (scope.UnknownPlace is { } unknown) return AnswerComposer.Silent(RegulationTexts.UnknownPlace(unknown, _composer.Holdings));
        if (_articles.Find(text, scope.Territories, asker) is { } article) return article;
        if (_pack.Cues.Gaps.Any(cue => cue.Holds(text))) return AnswerComposer.Silent(RegulationVerdictTexts.NotGiven(_composer.Holdings));
        return Answer(new Question(
            text,
            scope,
            terms,
            acts,
            _examples.Read(text),
            _pack.Cues.Shapes.FirstOrDefault(candidate => candidate.Asked(text)),
            _pack.Cues.NumberCues.Any(cue => text.Contains(cue, StringComparison.Ordinal)),
            asker)
        {
            Withheld = utterance.Kind == UtteranceKind.Topic && !IsTold(text, acts) ? Withholding.NothingAsked
                : _utterances.IsDanger(text) ? Withholding.Danger
                : _utterances.IsTurned(text) ? Withholding.Turned
                : Withholding.None,
        });
    }

    /// <summary>The answer to words of self-harm or of violence; null when none are meant.</summary>
    public Answer? Care(string text) => _utterances.Alarm(Normal(text)) is { } alarm ? UtteranceReply.To(Utterance.Of(alarm), _pack.Helplines) : null;

    /// <summary>Such words and little else.</summary>
    public bool IsCareAlone(string text) => _utterances.IsAlarmAlone(Normal(text));

    private Answer Answer(Question question)
    {
        if (_silence.IsOffTopic(question)) return _composer.SilentIn(question.Scope.Territories);
        switch (_silence.LikenessOf(question))
        {
            case ExampleKind.Refused:
                return Refused();
            case ExampleKind.SmallTalk:
                return Regulations.Answer.Plain(AnswerStatus.SmallTalk, RegulationTexts.Chat);
        }

        var isWordless = question is { Terms.Count: 0, Acts.Count: 0, Scope.Territories.Count: 0 };
        if (isWordless && question.Text.Count(char.IsLetterOrDigit) <= ShortestMatter)
            return question.Text.Any(char.IsLetter) ? Regulations.Answer.Plain(AnswerStatus.SmallTalk, RegulationTexts.Chat) : TooVague();
        var query = _ranker.QueryOf(question);
        if (query.Asked.Count < ShortestQuestion && question.Terms.Count == 0) return TooVague();
        var ranked = _ranker.Rank(question, query);
        if (question is { Withheld: Withholding.NothingAsked, Terms.Count: 0 } && question.Text.Count(char.IsLetterOrDigit) <= LongestName && !ranked.Take(_pack.Settings.ShownCitations).Any(found => IsNamedIn(question.Text, found.Clause.Text)))
            return UtteranceReply.To(Utterance.Of(UtteranceKind.Fragment), _pack.Helplines);
        return _silence.IsSilent(question, ranked) ? SilentWithReference(question, query) : Compose(question, query, ranked);
    }

    private Answer SilentWithReference(Question question, SearchQuery query)
    {
        var silent = _composer.SilentIn(question.Scope.Territories);
        if (question.Scope.Territories.Count == 0 || question.Shape is not null) return silent;
        var best = _ranker.Rank(question with { Scope = question.Scope with { Territories = [] } }, query).FirstOrDefault();
        return best?.Clause.Territory is { } other && (question.HitsIn(best.Position).Any(hit => hit.Act.Say.Count > 1) || _silence.IsKnown(question, best))
            ? silent with { Text = silent.Text + "\n" + _composer.Reference(best.Clause, other, query) }
            : silent;
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

        var judgement = Judge(question, query, ranked[0]).Withhold(question.Withheld);
        if (judgement.Verdict is not null && ranked[0].Clause.Document.IsSecondHand)
        {
            // A rule in force goes before whoever retells one; a speech rules nothing at all.
            if (contradiction is null && RuleInForce(question, ranked) is { } rule && Judge(question, query, rule) is { Verdict: not null } ruled)
            {
                ranked = [rule, .. ranked.Where(found => found != rule)];
                clauses = [rule.Clause, .. clauses.Where(clause => clause != rule.Clause)];
                judgement = ruled;
            }
            else if (!RetellsARule(ranked[0].Clause.Document))
            {
                judgement = judgement.Withhold(Withholding.SecondHand);
            }
        }

        var differing = contradiction is null ? Differing(question, query, ranked, judgement) : [];
        if (differing.Count > 0) clauses = [.. differing.Select(entry => entry.Clause), .. clauses.Except(differing.Select(entry => entry.Clause))];
        var several = question.Scope.Territories.Count > 1 || (question.Scope.Territories.Count == 0 && (contradiction is { Clauses.Count: > 1 } || differing.Count > 0));
        return _composer.Compose(clauses, query, several, judgement, contradiction?.Note ?? AnswerComposer.DifferenceOf(differing));
    }

    // Places that judge the act differently, when neither the question nor the asker says which of them counts.
    private List<(Clause Clause, Verdict Verdict)> Differing(Question question, SearchQuery query, IReadOnlyList<RankedClause> ranked, Judgement first)
    {
        if (question.Scope.Territories.Count > 0 || first.Verdict is null || ranked[0].Clause.Territory is null || _scope.Binding(question.Asker).Count > 0) return [];
        var found = new List<(Clause Clause, Verdict Verdict)> { (ranked[0].Clause, first.Verdict.Value) };
        foreach (var other in ranked.Skip(1).Take(_pack.Settings.ShownCitations - 1).Where(other => _silence.IsSure(question, other)))
        {
            if (other.Clause.Territory is { } territory && found.All(entry => entry.Clause.Territory != territory) && Judge(question, query, other).Verdict is { } verdict)
                found.Add((other.Clause, verdict));
        }

        return found.Select(entry => entry.Verdict).Distinct().Count() > 1 ? found : [];
    }

    // The clause's own rule and the examples about it are weighed; both speak of the same clause.
    private Judgement Judge(Question question, SearchQuery query, RankedClause best)
    {
        var read = _judge.Judge(question.Text, best.Clause, _records.Of(best.Clause), [.. question.HitsIn(best.Position)], question.Terms, _ranker.BestSentence(best, query));
        if (question.Sense.FactLead > (question.AsksNumber ? 0 : _pack.Settings.Examples.FactLead)) return Judgement.None;
        return question.Sense.FactLead < 0 || read.Verdict is not null ? read with { Verdict = question.Sense.Weigh(best.Position, read, _pack.Settings.Examples) } : read;
    }

    // A rule among what is shown that binds the asker, where that is known, and surely answers the act, in more than a word.
    private RankedClause? RuleInForce(Question question, IReadOnlyList<RankedClause> ranked)
    {
        var binding = _scope.Binding(question.Asker);
        return ranked.Skip(1).Take(_pack.Settings.ShownCitations - 1).FirstOrDefault(other =>
            !other.Clause.Document.IsSecondHand
            && (binding.Count == 0 || binding.Contains(other.Clause.Territory ?? ""))
            && _silence.IsSure(question, other)
            && question.HitsIn(other.Position).Any(hit => hit.Act.Say.Count > 1));
    }

    // A report or a news item whose record names the rule that it retells; never a speech.
    private static bool RetellsARule(SourceDocument document) => document is { Kind: not ClauseKind.SampleSpeech, About: not null };

    // Who asks for the names of reporters speaks of secrecy too.
    private bool IsLikeARefused(string text)
    {
        var sense = _examples.Read(text);
        return sense.Likeliest == ExampleKind.Refused && sense.Lead(ExampleKind.Refused) >= _pack.Settings.Examples.KindLead;
    }

    // A whole sentence that describes an act in two ways tells of it, whatever words it takes.
    private static bool IsTold(string text, IReadOnlyList<DescribedAct> acts) => text.Length >= ShortestTale && acts.Any(act => act.Specificity > 1);

    // A matter that is only named is at least called by the clause's own name.
    private static bool IsNamedIn(string text, string clause)
    {
        var length = Math.Min(text.Length, ShortestName);
        for (var start = 0; start + length <= text.Length; start++)
            if (clause.Contains(text.Substring(start, length), StringComparison.Ordinal)) return true;
        return false;
    }

    private string Normal(string text) => QuestionText.Normalize(text, _pack.Converter, _pack.Cues.Typos);

    private static Answer Refused() => Regulations.Answer.Plain(AnswerStatus.Refused, RegulationTexts.Refused);

    private static Answer TooVague() => Regulations.Answer.Plain(AnswerStatus.Clarify, RegulationTexts.TooVague);
}
