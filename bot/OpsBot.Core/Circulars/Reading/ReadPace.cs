using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars.Reading;

/// <summary>One for the tenant: holds all processes to one pace, and keeps all but one of them away.</summary>
/// <param name="NotBefore">Nothing is asked before that, in the machine's clock.</param>
public sealed record ReadPace(DateTimeOffset NotBefore)
{
    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<ReadPace> Kind = new("read-pace");

    /// <summary>The id of the one record.</summary>
    public const string Id = "circulars";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;
}
