using OpsBot.Core.Changes;

namespace OpsBot.Web.Demo;

/// <summary>The demo clock's offset as stored, so that it survives restarts and all processes share it.</summary>
/// <param name="OffsetSeconds">Seconds ahead of the machine's clock.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
internal sealed record DemoClockState(double OffsetSeconds, int Schema = 1)
{
    public const string Id = "clock";
    public static readonly RecordKind<DemoClockState> Kind = new("demo");
}
