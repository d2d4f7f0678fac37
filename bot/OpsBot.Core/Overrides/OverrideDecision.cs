namespace OpsBot.Core.Overrides;

/// <summary>What became of a command on an override.</summary>
public abstract record OverrideDecision
{
    private OverrideDecision()
    {
    }

    /// <summary>Carried out; the override as it is to be stored.</summary>
    public sealed record Done(Override Override) : OverrideDecision;

    /// <summary>Not carried out, and nothing changes.</summary>
    public sealed record Refused(OverrideRefusal Why) : OverrideDecision;
}
