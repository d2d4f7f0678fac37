namespace OpsBot.Core.Regulations.Provisions;

/// <summary>What the matched part of a clause says about the act described.</summary>
/// <param name="Verdict">The verdict, or null where only soft words or no rule was found.</param>
/// <param name="Provision">The part that decided, or null.</param>
/// <param name="Exception">The written exception that decided or that stands beside, or null.</param>
/// <param name="Approval">The approval path of the same clause, or null.</param>
/// <param name="IsFirm">It follows from a number, an exception, an approval or the side that the act takes, not from the tone of the sentence alone.</param>
public sealed record Judgement(Verdict? Verdict, Provision? Provision, ClauseException? Exception, Provision? Approval, bool IsFirm = false)
{
    /// <summary>Why there is no verdict although the clause was read; its exceptions and softening words are shown all the same.</summary>
    public Withholding Withheld { get; init; }

    /// <summary>Without a verdict for a reason; for <see cref="Withholding.None"/> as it is.</summary>
    public Judgement Withhold(Withholding why) => why == Withholding.None ? this : this with { Verdict = null, Withheld = why };

    public static Judgement None { get; } = new(null, null, null, null);
}
