namespace OpsBot.Core.Organization.Names;

/// <summary>A name at its place in a folded text.</summary>
internal sealed record NameHit(int Start, int Length, NameKind Kind, IReadOnlyList<string> UnitIds, IReadOnlyList<string> PersonIds, bool IsLikely = false)
{
    /// <summary>One past the last character.</summary>
    public int End => Start + Length;

    /// <summary>The one unit that is meant for certain, or null.</summary>
    public string? UnitId => Kind == NameKind.Unit ? UnitIds[0] : null;

    /// <summary>Reads the same name up to a later character.</summary>
    public NameHit UpTo(int end) => this with { Length = end - Start };

    public static NameHit Unknown(int start, int end, IReadOnlyList<string>? units = null, IReadOnlyList<string>? people = null, bool isLikely = false) =>
        new(start, end - start, NameKind.Unknown, units ?? [], people ?? [], isLikely && (units?.Count ?? 0) + (people?.Count ?? 0) == 1);
}
