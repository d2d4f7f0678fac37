using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>One for each <see cref="CircularStepHandler"/> of the tenant: holds all processes to one pace, and keeps all but one of them away.</summary>
/// <param name="NotBefore">No step is taken before that, in the machine's clock.</param>
public sealed record StepPace(DateTimeOffset NotBefore)
{
    /// <summary>How it is stored. The name is from when only readers were counted by steps.</summary>
    public static readonly RecordKind<StepPace> Kind = new("read-pace");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;
}
