namespace OpsBot.Core.Regulations.Questions;

/// <summary>A province, city or county. <paramref name="Parent"/> is the next larger one, or null.</summary>
public sealed record Place(string Name, string? ShortName, Place? Parent)
{
    /// <summary>True when this place is <paramref name="name"/> or lies in it.</summary>
    public bool LiesIn(string name) => Name == name || (Parent?.LiesIn(name) ?? false);
}
