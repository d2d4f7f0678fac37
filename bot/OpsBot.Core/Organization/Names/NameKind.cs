namespace OpsBot.Core.Organization.Names;

/// <summary>What a name of a text stands for.</summary>
public enum NameKind
{
    /// <summary>Looks like a unit or a person, and the directory does not say which.</summary>
    Unknown,

    /// <summary>One unit of the directory.</summary>
    Unit,

    /// <summary>One person of the directory.</summary>
    Person,
}
