namespace OpsBot.Core.Circulars;

/// <summary>What became of a command on a circular.</summary>
public abstract record CircularDecision
{
    private CircularDecision()
    {
    }

    /// <summary>Carried out; the circular as it is to be stored.</summary>
    public sealed record Done(Circular Circular) : CircularDecision;

    /// <summary>Not carried out, and nothing changes.</summary>
    public sealed record Refused(CircularRefusal Why) : CircularDecision;
}
