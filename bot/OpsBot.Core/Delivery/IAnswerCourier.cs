using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery;

/// <summary>
/// Sends a turn's answers at once when their sends began with the turn's commit, so that they need not be looked up, leased
/// and begun a second time. They are in the outbox all the same: when this process dies, their leases run out and any worker
/// sends them.
/// </summary>
public interface IAnswerCourier
{
    /// <summary>Which sends to begin with the commit; null: none, they go the usual way.</summary>
    SendStart? Prepare(IReadOnlyList<OutboundMessage> answers);

    /// <summary>Takes over the messages whose sends began. Returns at once; messages to one place keep their order.</summary>
    void Take(TenantId tenant, SendStart start, IReadOnlyList<OutboundMessage> begun);
}
