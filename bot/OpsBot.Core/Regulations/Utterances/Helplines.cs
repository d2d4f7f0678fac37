namespace OpsBot.Core.Regulations.Utterances;

/// <summary>Who is named to somebody who speaks of self-harm or of hurting others (<c>general/helplines.json</c>).</summary>
/// <param name="SelfHarm">To call in a crisis of one's own, first one first.</param>
/// <param name="Violence">To call before somebody is hurt.</param>
public sealed record Helplines(IReadOnlyList<Helpline> SelfHarm, IReadOnlyList<Helpline> Violence)
{
    /// <exception cref="FormatException">The text is not such a list, or a list is empty.</exception>
    public static Helplines Parse(string json)
    {
        var lines = PackJson.Parse<Helplines>(json, "helplines.json");
        return lines is { SelfHarm.Count: > 0, Violence.Count: > 0 } ? lines : throw new FormatException("helplines.json names nobody to call in selfHarm or violence. Add at least one line to each.");
    }
}

/// <summary>A number to call, who answers it, and where that is published.</summary>
public sealed record Helpline(string Number, string Name, string Source);
