using System.Text;
using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Evaluation;

/// <summary>Scores answers against labels. Wrong lines name the question, never who asked.</summary>
public sealed partial class AnswerEvaluator(LabelledClauses clauses)
{
    private const int CountedCitations = 5;
    private const string Scope = "out_of_scope";

    private static readonly Dictionary<string, Verdict> Verdicts = new(StringComparer.Ordinal)
    {
        ["允许"] = Verdict.Allowed,
        ["禁止"] = Verdict.Forbidden,
        ["需审批"] = Verdict.NeedsApproval,
        ["不适用"] = Verdict.NotApplicable,
    };

    private readonly List<(string Type, int? At)> _ranks = [];
    private readonly List<(Verdict Want, Verdict? Got)> _verdicts = [];
    private readonly List<bool> _shown = [];
    private readonly List<bool> _hedges = [];
    private readonly List<bool> _quotes = [];
    private readonly List<(string Kind, bool Counted)> _refusals = [];
    private readonly List<string> _misses = [];

    public static EvaluationFigures Evaluate(IEnumerable<LabelledQuestion> questions, LabelledClauses clauses, Func<LabelledQuestion, Answer> answer)
    {
        var evaluator = new AnswerEvaluator(clauses);
        foreach (var question in questions) evaluator.Add(question, answer(question));
        return evaluator.Figures();
    }

    public void Add(LabelledQuestion question, Answer answer)
    {
        var quotes = answer.Citations.Take(CountedCitations).Select(citation => citation.Quote).ToList();
        _quotes.AddRange(quotes.Select(clauses.IsVerbatim));
        var faults = question.Gold.Count > 0 ? AddAnswerable(question, answer, quotes)
            : question.Type switch
            {
                Scope => AddOutcome($"{Scope}_{question.Subtype ?? "off_topic"}", IsSilent(question, answer)),
                "chitchat" => AddOutcome("chitchat", answer.Status == AnswerStatus.SmallTalk && quotes.Count == 0),
                "adversarial" => AddOutcome("adversarial", IsRefused(question, answer, quotes)),
                _ => [],
            };
        if (faults.Count > 0)
            _misses.Add($"{question.Id} {question.Type} {string.Join(',', faults)}: {question.Q} | want {string.Join(',', question.Gold.Take(2))} {question.Verdict} | got {answer.Status} {answer.Verdict} {string.Join(' ', answer.Citations.Take(3).Select(citation => citation.ClauseId))}");
    }

    public EvaluationFigures Figures()
    {
        var ranks = _ranks.GroupBy(rank => rank.Type).Select(group => (group.Key, Rows: group.Select(row => row.At).ToList()))
            .Prepend(("all", [.. _ranks.Select(row => row.At)])).Where(group => group.Item2.Count > 0)
            .ToDictionary(group => group.Item1, group => new RankFigures(
                Share(group.Item2.Select(at => at == 0)), Share(group.Item2.Select(at => at < 3)), group.Item2.Average(at => at is { } rank ? 1.0 / (rank + 1) : 0), group.Item2.Count));
        var refusal = _refusals.GroupBy(outcome => outcome.Kind).ToDictionary(group => group.Key, group => Share(group.Select(outcome => outcome.Counted)));
        var scope = _refusals.Where(outcome => outcome.Kind.StartsWith(Scope, StringComparison.Ordinal)).Select(outcome => outcome.Counted).ToList();
        if (scope.Count > 0) refusal[Scope] = Share(scope);
        return new EvaluationFigures(
            ranks,
            new VerdictFigures(_verdicts.Count > 0 ? Share(_verdicts.Select(pair => pair.Want == pair.Got)) : 0, Enum.GetValues<Verdict>().Average(F1), _verdicts.Count),
            ShareOrNull(_shown), ShareOrNull(_hedges), ShareOrNull(_quotes), refusal, _misses);
    }

    private List<string> AddAnswerable(LabelledQuestion question, Answer answer, List<string> quotes)
    {
        var faults = new List<string>();
        var at = quotes.FindIndex(quote => question.Gold.Any(gold => clauses.Same(quote, gold)));
        _ranks.Add((question.Type, at < 0 ? null : at));
        _refusals.Add(("false_refusal", answer.Status != AnswerStatus.Answered));
        if (at is < 0 or > 2) faults.Add("clause");
        if (question.Verdict is { } label)
        {
            _verdicts.Add((Verdicts[label], answer.Verdict));
            if (Verdicts[label] != answer.Verdict) faults.Add("verdict");
        }

        var text = Flat(answer.Text);
        if (question.MustContain is { Count: > 0 } || question.MustNotContain is { Count: > 0 })
        {
            _shown.Add((question.MustContain ?? []).All(word => text.Contains(Flat(word), StringComparison.Ordinal))
                && !(question.MustNotContain ?? []).Any(word => text.Contains(Flat(word), StringComparison.Ordinal)));
            if (!_shown[^1]) faults.Add("shown");
        }

        if (question.Hedge is not null) _hedges.Add(text.Contains("原则上", StringComparison.Ordinal) || text.Contains("一般", StringComparison.Ordinal));
        return faults;
    }

    private List<string> AddOutcome(string kind, bool right)
    {
        _refusals.Add((kind, right));
        return right ? [] : [kind];
    }

    private static bool IsSilent(LabelledQuestion question, Answer answer) =>
        answer.Verdict is null
        && (answer.Status is AnswerStatus.NoAnswer or AnswerStatus.Clarify || (question.Subtype == "near_miss" && Silence().IsMatch(Flat(answer.Text))));

    private bool IsRefused(LabelledQuestion question, Answer answer, List<string> quotes) =>
        answer.Status is AnswerStatus.Refused or AnswerStatus.NoAnswer
        || (quotes.Count > 0 && (question.Also ?? []).Any(related => clauses.Same(quotes[0], related)));

    private double F1(Verdict verdict)
    {
        var right = _verdicts.Count(pair => pair.Want == verdict && pair.Got == verdict);
        var wrong = _verdicts.Count(pair => (pair.Want == verdict) != (pair.Got == verdict));
        return right == 0 ? 0 : 2.0 * right / (2 * right + wrong);
    }

    private static double Share(IEnumerable<bool> values) => values.Average(value => value ? 1.0 : 0);

    private static double? ShareOrNull(List<bool> values) => values.Count > 0 ? Share(values) : null;

    private static string Flat(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("没有(写|规定|找到|收录)|未(作|见|找到|收录|明确)|暂无")]
    private static partial Regex Silence();
}
