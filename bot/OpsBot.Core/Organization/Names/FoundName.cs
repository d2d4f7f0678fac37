namespace OpsBot.Core.Organization.Names;

/// <summary>A name that stands in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Words">The name alone, folded: never the words around it.</param>
/// <param name="UnitIds">Units that it is or may be.</param>
/// <param name="PersonIds">People that it is or may be.</param>
/// <param name="IsLikely">An unknown one of which only one reading is near: a typo, another ending.</param>
public sealed record FoundName(NameKind Kind, string Words, IReadOnlyList<string> UnitIds, IReadOnlyList<string> PersonIds, bool IsLikely = false);
