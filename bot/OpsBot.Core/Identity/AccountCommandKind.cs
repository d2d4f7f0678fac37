namespace OpsBot.Core.Identity;

/// <summary>What somebody wants with accounts.</summary>
public enum AccountCommandKind
{
    /// <summary>See the own accounts.</summary>
    Show,

    /// <summary>Link another one: the argument is the typed code, or empty to get one.</summary>
    Link,

    /// <summary>Take a link back: the argument is a handle, or empty.</summary>
    Unlink,

    /// <summary>Be reached by that account: the argument is a handle, or empty.</summary>
    Prefer,
}
