using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>
/// The one place where messages leave: leases what is ready, asks the gate about each, sends, records. Every attempt asks
/// the gate again. A crash between sending and recording sends again with the same id, which the channel shows once.
/// </summary>
public sealed class OutboxDeliveryHandler(
    IOutbox outbox,
    DeliveryPipeline gate,
    IEnumerable<IChannelSender> senders,
    IEnumerable<IDeliveryObserver> observers,
    IDirectory directory,
    IQuietHoursSource quietHours,
    RetryPolicy retry,
    TimeProvider clock,
    MachineClock machine)
{
    private const int Batch = 64;
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, IChannelSender> _senders = senders.ToDictionary(s => s.Channel);
    private readonly Dictionary<string, IDeliveryObserver> _observers = observers.ToDictionary(o => o.Name);

    /// <summary>One batch. Returns how many messages were ready; call again while it is not zero.</summary>
    public async Task<int> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var leased = await outbox.LeaseAsync(tenant, clock.GetUtcNow(), machine.Now, Batch, LeaseFor, cancellationToken).ConfigureAwait(false);
        // Messages to one place keep their order; different places do not wait for each other.
        var places = leased.GroupBy(e => e.Message.Address?.ConversationId ?? e.Message.PersonId);
        await Task.WhenAll(places.Select(place => AttemptAllAsync(tenant, place, cancellationToken))).ConfigureAwait(false);
        return leased.Count;
    }

    /// <summary>When the next message is ready, in the bot's clock; null when none waits.</summary>
    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        outbox.NextReadyAtAsync(tenant, cancellationToken);

    private async Task AttemptAllAsync(TenantId tenant, IEnumerable<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await AttemptAsync(tenant, entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task AttemptAsync(TenantId tenant, OutboxEntry entry, CancellationToken cancellationToken)
    {
        var withdrawn = await outbox.IsWithdrawnAsync(tenant, entry.Message.Id, cancellationToken).ConfigureAwait(false);
        var hours = await quietHours.ForAsync(tenant, entry.Message.PersonId, cancellationToken).ConfigureAwait(false);
        // The clock is read after the last wait before sending, so that the gate judges the instant of the send.
        var now = clock.GetUtcNow();
        var decision = gate.Decide(new DeliveryFacts(now, entry.Message, withdrawn, hours));
        switch (decision)
        {
            case StageDecision.Hold hold:
                await outbox.DeferAsync(tenant, entry, DeliveryState.Held, hold.Until, hold.Reason, cancellationToken).ConfigureAwait(false);
                break;
            case StageDecision.Stop stop:
                await FinishAsync(tenant, entry, stop.Final, stop.Reason, now, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await SendAsync(tenant, entry, now, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task SendAsync(TenantId tenant, OutboxEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = AddressOf(tenant, entry.Message) is { } address
            ? await _senders[address.Channel].SendAsync(tenant, address, entry.Message, cancellationToken).ConfigureAwait(false)
            : new SendResult.TryLater("no-address");
        switch (result)
        {
            case SendResult.Accepted:
                if (entry.Message.OnDelivered is { } observer)
                    await _observers[observer].DeliveredAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
                await FinishAsync(tenant, entry, DeliveryState.Delivered, null, now, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.Refused refused:
                await FinishAsync(tenant, entry, DeliveryState.DeadLettered, refused.Reason, now, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.TryLater later when entry.Attempts >= retry.MaxAttempts:
                await FinishAsync(tenant, entry, DeliveryState.DeadLettered, later.Reason, now, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.TryLater later:
                var readyAt = now + retry.WaitAfter(entry.Attempts, later.After);
                await outbox.DeferAsync(tenant, entry, DeliveryState.Retrying, readyAt, later.Reason, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private Address? AddressOf(TenantId tenant, OutboundMessage message) =>
        message.Address is { } given && _senders.ContainsKey(given.Channel)
            ? given
            : directory.Of(tenant).Person(message.PersonId)?.Addresses.FirstOrDefault(a => _senders.ContainsKey(a.Channel));

    private Task<bool> FinishAsync(TenantId tenant, OutboxEntry entry, DeliveryState final, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = final.ToString().ToLowerInvariant();
        var detail = $"{entry.Message.Class} {entry.Message.Subject} attempts={entry.Attempts} {reason}".TrimEnd();
        var audit = new AuditEntry(now, "system", $"delivery.{state}", $"message:{entry.Message.Id}", detail);
        return outbox.FinishAsync(tenant, entry, final, reason, audit, cancellationToken);
    }
}
