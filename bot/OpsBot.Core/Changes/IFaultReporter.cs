namespace OpsBot.Core.Changes;

/// <summary>Makes it visible to operators what went wrong while everything else went on.</summary>
public interface IFaultReporter
{
    /// <summary>Called each time an item is set aside or passed over.</summary>
    void Report(TenantId tenant, ItemFault fault);

    /// <summary>One round of a loop failed for a reason that is not that of one item; its next round comes all the same.</summary>
    void LoopFailed(string loop, Exception fault);

    /// <summary>A round of the loop went well.</summary>
    void LoopWentWell(string loop);
}
