using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.TestKit.InMemory;

/// <summary>
/// A message of the outbox. It is kept as JSON, so that what would not survive the real store does not survive here either.
/// </summary>
internal sealed class QueuedMessage(OutboundMessage message)
{
    private readonly string _json = JsonSerializer.Serialize(message, StoredJson.Options);

    public string? Subject { get; } = message.Subject;

    public DeliveryState State { get; set; } = DeliveryState.Queued;

    public int Attempts { get; set; }

    public long ReadyAt { get; set; } = (message.NotBefore ?? message.CreatedAt).ToUnixTimeMilliseconds();

    public string? Reason { get; set; }

    public string? LeaseToken { get; set; }

    public long LeasedUntil { get; set; }

    public bool Withdrawn { get; set; }

    public bool Waits => State is DeliveryState.Queued or DeliveryState.Held or DeliveryState.Retrying;

    /// <summary>One that is being sent is only marked: it may be out already.</summary>
    public void Withdraw()
    {
        if (!Waits && State != DeliveryState.Sending)
            return;
        Withdrawn = true;
        if (Waits)
            State = DeliveryState.Withdrawn;
    }

    public void Leave(DeliveryState state, string? reason)
    {
        State = state;
        Reason = reason;
        LeaseToken = null;
    }

    public OutboxEntry ToEntry() => new(
        JsonSerializer.Deserialize<OutboundMessage>(_json, StoredJson.Options)!,
        State,
        Attempts,
        DateTimeOffset.FromUnixTimeMilliseconds(ReadyAt),
        Reason,
        LeaseToken);
}
