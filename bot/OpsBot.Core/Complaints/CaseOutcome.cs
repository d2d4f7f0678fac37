using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>What a command on a case came to.</summary>
public abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    /// <summary>Refuses for one reason.</summary>
    public static CaseOutcome Refuse(CaseRefusal reason, string? detail = null) => new Refused([new CaseFault(reason, detail)]);

    /// <summary>Carried out.</summary>
    /// <param name="Case">The case afterwards.</param>
    /// <param name="Effects">All that is to be written, the case included.</param>
    public sealed record Done(Case Case, Effects Effects) : CaseOutcome;

    /// <summary>Not carried out, for all these reasons; nothing changes.</summary>
    public sealed record Refused(IReadOnlyList<CaseFault> Faults) : CaseOutcome;
}
