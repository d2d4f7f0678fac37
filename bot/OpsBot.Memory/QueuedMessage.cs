using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Memory;

/// <summary>
/// A message of the outbox. It went through JSON once, so that what would not survive the real store does not survive here either.
/// </summary>
internal sealed class QueuedMessage(OutboundMessage message, int number, OutboxQueues queues)
{
    private OutboundMessage _stored = JsonSerializer.Deserialize<OutboundMessage>(JsonSerializer.SerializeToUtf8Bytes(message, StoredJson.Options), StoredJson.Options)!;
    private DeliveryState _state = DeliveryState.Queued;
    private long _readyAt = (message.NotBefore ?? message.CreatedAt).ToUnixTimeMilliseconds();
    private long _leasedUntil;
    private bool _forDigest;
    private bool _lost;

    /// <summary>Its place in the order of queueing.</summary>
    public int Number => number;

    public string Id { get; } = message.Id;

    public string? Subject { get; } = message.Subject;

    public string Recipient { get; } = message.Recipient();

    /// <summary>Recipient and key, null when it is never a duplicate.</summary>
    public string? Dedup { get; } = message.DedupKey is { } key ? $"{message.Recipient()}\n{key}" : null;

    public DeliveryState State
    {
        get => _state;
        set
        {
            // Being sent again and trying again may be parts of the same trouble; everything else ends it.
            if (value is not (DeliveryState.Sending or DeliveryState.Retrying))
                SetAside = null;
            Change(ref _state, value);
        }
    }

    public int Attempts { get; set; }

    public long ReadyAt
    {
        get => _readyAt;
        set => Change(ref _readyAt, value);
    }

    public string? Reason { get; set; }

    public string? LeaseToken { get; set; }

    public long LeasedUntil
    {
        get => _leasedUntil;
        set => Change(ref _leasedUntil, value);
    }

    public bool Withdrawn { get; set; }

    public bool ForDigest
    {
        get => _forDigest;
        set => Change(ref _forDigest, value);
    }

    /// <summary>The digest it is part of.</summary>
    public string? DigestId { get; set; }

    /// <summary>What its send has charged, to take it back.</summary>
    public (string Ledger, string? Item)? Charged { get; set; }

    /// <summary>Set while it waits because it could not be worked off.</summary>
    public SetAsideItem? SetAside { get; set; }

    /// <summary>In no queue although it has not ended: only tests do this.</summary>
    public bool Lost
    {
        get => _lost;
        set => Change(ref _lost, value);
    }

    public bool HasEnded => State is DeliveryState.Delivered or DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered;

    public bool Waits => State is DeliveryState.Queued or DeliveryState.Held or DeliveryState.Retrying;

    /// <summary>One that is being sent is only marked: it may be out already.</summary>
    public void Withdraw()
    {
        if (HasEnded)
            return;
        Withdrawn = true;
        if (State != DeliveryState.Sending)
            State = DeliveryState.Withdrawn;
    }

    /// <summary>Nobody is to read or send it any more.</summary>
    public void Erase()
    {
        _stored = _stored with { Content = "" };
        Leave(DeliveryState.Withdrawn, null);
    }

    public void Leave(DeliveryState state, string? reason)
    {
        State = state;
        Reason = reason;
        LeaseToken = null;
    }

    public OutboxEntry ToEntry() => new(
        _stored,
        State,
        Attempts,
        DateTimeOffset.FromUnixTimeMilliseconds(ReadyAt),
        Reason,
        LeaseToken,
        ForDigest);

    private void Change<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
            return;
        queues.Leave(this);
        field = value;
        queues.Enter(this);
    }
}
