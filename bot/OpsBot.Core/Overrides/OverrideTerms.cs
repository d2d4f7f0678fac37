namespace OpsBot.Core.Overrides;

/// <summary>What the requester says.</summary>
/// <param name="Ground">Id in the closed list.</param>
/// <param name="Hours">Life after the approval.</param>
/// <param name="Reason">Why it cannot wait, in the requester's words.</param>
/// <param name="Document">Number of the superior's paper.</param>
public sealed record OverrideTerms(string Ground, int Hours, string Reason, string? Document = null)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReasonLength = 200;

    /// <summary>Longest document number, in characters.</summary>
    public const int MaxDocumentLength = 60;
}
