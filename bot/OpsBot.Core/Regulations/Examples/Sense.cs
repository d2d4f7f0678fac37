using OpsBot.Core.Regulations.Provisions;

namespace OpsBot.Core.Regulations.Examples;

/// <summary>What the examples say about a question.</summary>
/// <param name="clauses">Clauses by position in the library, and how surely they answer: about 1 for sure, -1 for surely not.</param>
/// <param name="kinds">Margins of the kinds.</param>
/// <param name="verdicts">Margins of <see cref="Verdicts"/>.</param>
/// <param name="vote">How the examples about a clause were judged, the ones most like the question counting most; sums to 1.</param>
internal sealed class Sense(IReadOnlyList<(int Clause, float Margin)> clauses, float[] kinds, float[] verdicts, Func<int, float[]> vote)
{
    /// <summary>Margin of a clause that no example names.</summary>
    public const float Unknown = -1;

    /// <summary>The verdicts that are weighed; null, for none, is the last.</summary>
    public static IReadOnlyList<Verdict?> Verdicts { get; } = [Verdict.Forbidden, Verdict.Allowed, Verdict.NeedsApproval, Verdict.NotApplicable, null];

    public IReadOnlyList<(int Clause, float Margin)> Clauses => clauses;

    public ExampleKind Likeliest => Enum.GetValues<ExampleKind>().MaxBy(kind => kinds[(int)kind]);

    /// <summary>By how much it asks for a fact rather than describing an act.</summary>
    public float FactLead => kinds[(int)ExampleKind.Fact] - kinds[(int)ExampleKind.Judgement];

    /// <summary>By how much a kind is likelier than that clauses of the library answer.</summary>
    public float Lead(ExampleKind kind) => kinds[(int)kind] - Math.Max(kinds[(int)ExampleKind.Judgement], kinds[(int)ExampleKind.Fact]);

    /// <summary>How surely a clause answers.</summary>
    public float MarginAt(int clause) => clauses.Where(entry => entry.Clause == clause).Select(entry => entry.Margin).DefaultIfEmpty(Unknown).First();

    /// <summary>The verdict that the clause's own rule and the examples about it make likeliest. A verdict read from the rule is never weighed down to none.</summary>
    public Verdict? Weigh(int clause, Judgement read, ExampleSettings settings)
    {
        var votes = vote(clause);
        var own = read.IsFirm ? settings.FirmWeight : settings.RuleWeight;
        var places = Enumerable.Range(0, Verdicts.Count).Where(place => read.Verdict is null || Verdicts[place] is not null);
        return Verdicts[places.MaxBy(place => votes[place] + verdicts[place] + (Verdicts[place] == read.Verdict ? own : 0))];
    }
}
