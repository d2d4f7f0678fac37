namespace OpsBot.Core.Changes;

/// <summary>The last sweep of any scheduler, in the machine's clock.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
public sealed record SweepBeat(DateTimeOffset At, int Schema = 1)
{
    /// <summary>The one id.</summary>
    public const string Id = "sweep";

    /// <summary>After this time without a sweep the service is called degraded.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<SweepBeat> Kind = new("heartbeat");
}
