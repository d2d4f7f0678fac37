namespace OpsBot.Core.Regulations.Evaluation;

/// <summary>How well the right clause is ranked, over <paramref name="N"/> questions: first, among three, and mean reciprocal rank among five.</summary>
public sealed record RankFigures(double Hit1, double Hit3, double Mrr, int N);

/// <summary>Verdicts against labels.</summary>
public sealed record VerdictFigures(double Accuracy, double MacroF1, int N);

/// <summary>What an evaluation found. A share is null where no question asks for it.</summary>
/// <param name="Ranks">By question type, and "all".</param>
/// <param name="Verdict">Verdicts.</param>
/// <param name="Shown">Share of answers that show what they must and nothing they must not.</param>
/// <param name="Hedge">Share of hedged clauses whose 原则上 or 一般不 is shown.</param>
/// <param name="Verbatim">Share of quotes that are in the clauses word for word.</param>
/// <param name="Refusal">Share of right outcomes by kind; for false_refusal the share of wrong ones.</param>
/// <param name="Misses">One line for each question that went wrong.</param>
public sealed record EvaluationFigures(
    IReadOnlyDictionary<string, RankFigures> Ranks,
    VerdictFigures Verdict,
    double? Shown,
    double? Hedge,
    double? Verbatim,
    IReadOnlyDictionary<string, double> Refusal,
    IReadOnlyList<string> Misses);
