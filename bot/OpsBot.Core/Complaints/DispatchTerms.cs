namespace OpsBot.Core.Complaints;

/// <summary>The three things without which nothing is dispatched.</summary>
/// <param name="WorkingDays">Time limit.</param>
/// <param name="Quality">What the result must be (质量标准).</param>
/// <param name="Feedback">What must be reported back, and how (反馈标准).</param>
public sealed record DispatchTerms(int WorkingDays, string Quality, string Feedback);
