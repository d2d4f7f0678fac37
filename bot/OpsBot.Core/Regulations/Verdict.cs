namespace OpsBot.Core.Regulations;

/// <summary>What the quoted clause says about the act described. Never given without a clause.</summary>
public enum Verdict
{
    Allowed,
    Forbidden,
    NeedsApproval,
    NotApplicable,
}
