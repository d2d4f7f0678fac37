using OpsBot.Core.Changes;

namespace OpsBot.TestKit;

/// <summary>Keeps what was reported.</summary>
public sealed class RecordedFaults : IFaultReporter
{
    public List<ItemFault> Items { get; } = [];

    public List<string> FailedLoops { get; } = [];

    public void Report(TenantId tenant, ItemFault fault)
    {
        lock (Items)
            Items.Add(fault);
    }

    public void LoopFailed(string loop, Exception fault) => FailedLoops.Add(loop);

    public void LoopWentWell(string loop) => FailedLoops.Remove(loop);
}
