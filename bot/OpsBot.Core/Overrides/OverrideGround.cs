namespace OpsBot.Core.Overrides;

/// <summary>One ground of the closed list.</summary>
/// <param name="Id">As stored.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Words">What a person may type for it.</param>
/// <param name="NeedsDocument">The number of the superior's paper must be given.</param>
public sealed record OverrideGround(string Id, string Name, IReadOnlyList<string> Words, bool NeedsDocument = false);
