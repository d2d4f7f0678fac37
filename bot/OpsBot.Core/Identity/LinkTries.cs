using OpsBot.Core.Changes;

namespace OpsBot.Core.Identity;

/// <summary>Wrong codes typed by one account; the id is a keyed hash of the account.</summary>
public sealed record LinkTries
{
    /// <summary>How it is stored; the id is <see cref="LinkKeys.TriesId"/>.</summary>
    public static readonly RecordKind<LinkTries> Kind = new("link-tries");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Instants of the wrong tries of the last hour, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> WrongAt { get; init; } = [];
}
