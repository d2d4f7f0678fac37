namespace OpsBot.Core.Regulations.Acts;

/// <summary>Acts as cadres describe them (<c>general/acts.json</c>), and contradictions between documents that an answer must show.</summary>
public sealed record ActList(IReadOnlyList<SpokenAct> Acts, IReadOnlyList<Contradiction> Contradictions)
{
    /// <exception cref="FormatException">The text is not an act list.</exception>
    public static ActList Parse(string json) => PackJson.Parse<ActList>(json, "acts.json");
}
