using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>
/// The one place where messages leave: leases what is ready, asks the gate about each, sends, records. Every attempt asks
/// the gate twice: before anything is taken from the budgets, and again with the store's answer at the instant of the send.
/// A crash between sending and recording sends again with the same id, which the channel shows once.
/// </summary>
public sealed class OutboxDeliveryHandler(
    IOutbox outbox,
    DeliveryPipeline gate,
    DeliveryRules rules,
    IEnumerable<IChannelSender> senders,
    IEnumerable<IDeliveryObserver> observers,
    IDirectory directory,
    IQuietHoursSource quietHours,
    RetryPolicy retry,
    TimeProvider clock,
    MachineClock machine,
    IOverrideSource? overrides = null,
    PersonAddresses? addresses = null,
    IFaultReporter? faults = null)
{
    /// <summary>Machine time after which a worker that says nothing more counts as dead.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(30);

    // A fault behind the send may show the message again at each attempt; after so many an admin decides.
    private const int MaxSendsWithFaults = 5;

    private const int Batch = 64;
    private static readonly TimeSpan StartHolds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BacklogAhead = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, IChannelSender> _senders = senders.ToDictionary(s => s.Channel);
    private readonly Dictionary<string, IDeliveryObserver> _observers = observers.ToDictionary(o => o.Name);

    /// <summary>One batch. Returns how many messages were ready; call again while it is not zero.</summary>
    public async Task<int> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var leased = await outbox.LeaseAsync(tenant, now, machine.Now, Batch, LeaseFor, cancellationToken).ConfigureAwait(false);
        // An answer alone need not know how many others wait.
        var backlog = leased.All(e => e.Message.IsAsked()) ? 0
            : leased.Count + await outbox.CountReadyAsync(tenant, now + BacklogAhead, cancellationToken).ConfigureAwait(false);
        // Messages to one place keep their order; different places do not wait for each other.
        var places = leased.GroupBy(e => e.Message.Address?.ConversationId ?? e.Message.PersonId);
        await Task.WhenAll(places.Select(place => AttemptAllAsync(tenant, place, backlog, cancellationToken))).ConfigureAwait(false);
        return leased.Count;
    }

    /// <summary>
    /// Which of these answers may begin with the commit that queues them; null unless all may, so that their order stays. The
    /// gate is asked here, before anything is taken, and again at the instant of the send.
    /// </summary>
    public SendStart? StartOf(IReadOnlyList<OutboundMessage> answers)
    {
        if (answers.Count == 0)
            return null;
        var now = clock.GetUtcNow();
        var buckets = new Dictionary<string, IReadOnlyList<RateBucket>>(answers.Count);
        foreach (var answer in answers)
        {
            var facts = new DeliveryFacts(now, answer, false, null);
            if (!answer.IsPlainAnswer() || !_senders.ContainsKey(answer.Address!.Channel) || gate.Decide(facts) is not StageDecision.Passed)
                return null;
            buckets[answer.Id] = rules.Channels.BucketsOf(answer, answer.Address);
        }
        var machineNow = machine.Now;
        return new SendStart(machineNow, machineNow + LeaseFor, buckets);
    }

    /// <summary>Sends a message whose send was begun by its own commit.</summary>
    public async Task SendBegunAsync(TenantId tenant, OutboundMessage message, SendStart start, CancellationToken cancellationToken)
    {
        var entry = new OutboxEntry(message, DeliveryState.Sending, 1, message.CreatedAt, LeaseToken: start.Token);
        await GuardAsync(tenant, entry, () => AttemptBegunAsync(tenant, entry, start, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>When the next message is ready, in the bot's clock; null when none waits.</summary>
    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        outbox.NextReadyAtAsync(tenant, cancellationToken);

    private async Task AttemptBegunAsync(TenantId tenant, OutboxEntry entry, SendStart start, CancellationToken cancellationToken)
    {
        var message = entry.Message;
        // It waited for others to its place: only the store knows whether it is still ours.
        if (machine.Now - start.MachineNow > StartHolds)
        {
            await AttemptAsync(tenant, entry, 0, cancellationToken).ConfigureAwait(false);
            return;
        }
        var facts = new DeliveryFacts(clock.GetUtcNow(), message, false, null) { Permit = new SendPermit(SendAnswer.Granted, entry.Attempts) };
        var decision = gate.Decide(facts);
        if (decision is not StageDecision.Passed)
            await SettleAsync(tenant, entry, facts, decision, cancellationToken).ConfigureAwait(false);
        else
            await SendAsync(tenant, entry, message.Address, facts, cancellationToken).ConfigureAwait(false);
    }

    private async Task AttemptAllAsync(TenantId tenant, IEnumerable<OutboxEntry> entries, int backlog, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
            await GuardAsync(tenant, entry, () => AttemptAsync(tenant, entry, backlog, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Those behind it go on, also to the same place: an order that waits for a repair would be a standstill.
    private async Task GuardAsync(TenantId tenant, OutboxEntry entry, Func<Task> attempt, CancellationToken cancellationToken)
    {
        try
        {
            await attempt().ConfigureAwait(false);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, cancellationToken))
        {
            var reason = ItemGuard.ReasonOf(fault);
            if (entry.Attempts >= MaxSendsWithFaults)
            {
                faults?.Report(tenant, new ItemFault("outbox", entry.Message.Id, reason, entry.Attempts, fault));
                await FinishAsync(tenant, entry, DeliveryState.DeadLettered, "fault", new DeliveryFacts(clock.GetUtcNow(), entry.Message, false, null), cancellationToken).ConfigureAwait(false);
                return;
            }
            var attempts = await outbox.SetAsideAsync(tenant, entry, reason, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            faults?.Report(tenant, new ItemFault("outbox", entry.Message.Id, reason, attempts, fault));
        }
    }

    private async Task AttemptAsync(TenantId tenant, OutboxEntry entry, int backlog, CancellationToken cancellationToken)
    {
        var hours = await HoursOfAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
        var facts = new DeliveryFacts(clock.GetUtcNow(), entry.Message, false, hours)
        {
            ForDigest = entry.ForDigest,
            Backlog = backlog,
            Override = await OverrideOfAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false),
            RecipientUnits = UnitsOf(tenant, entry.Message),
        };
        if (gate.Decide(facts) is not StageDecision.Passed and var early)
        {
            await SettleAsync(tenant, entry, facts, early, cancellationToken).ConfigureAwait(false);
            return;
        }
        var address = await AddressOfAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
        var buckets = address is null ? [] : rules.Channels.BucketsOf(entry.Message, address);
        var request = new SendRequest(machine.Now, rules.Burden.ChargeOf(entry.Message, hours, facts.Now), buckets);
        var permit = await outbox.BeginSendAsync(tenant, entry, request, cancellationToken).ConfigureAwait(false);
        if (permit.Answer == SendAnswer.LeaseLost)
            return;
        var content = await ContentAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
        // Read again, for it may have been revoked meanwhile.
        var lifting = await OverrideOfAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
        // The clock is read after the last wait before sending, so that the gate judges the instant of the send.
        facts = facts with { Now = clock.GetUtcNow(), Permit = permit, Withdrawn = content is null, Override = lifting };
        var decision = gate.Decide(facts);
        if (decision is not StageDecision.Passed)
            await SettleAsync(tenant, entry, facts, decision, cancellationToken).ConfigureAwait(false);
        else
            await SendAsync(tenant, entry with { Attempts = permit.Attempts, Message = entry.Message with { Content = content ?? entry.Message.Content } }, address, facts, cancellationToken).ConfigureAwait(false);
    }

    private async Task SettleAsync(TenantId tenant, OutboxEntry entry, DeliveryFacts facts, StageDecision decision, CancellationToken cancellationToken)
    {
        switch (decision)
        {
            case StageDecision.Hold hold:
                var deferral = new Deferral(hold.State, hold.Until, hold.Reason)
                {
                    ForDigest = hold.ForDigest,
                    Uncounted = facts.Permit?.Answer == SendAnswer.Granted,
                    Certificate = CertificateEntries.OfHold(facts, hold, entry.Reason),
                };
                await outbox.DeferAsync(tenant, entry, deferral, cancellationToken).ConfigureAwait(false);
                break;
            case StageDecision.Merge merge:
                await MergeAsync(tenant, entry, merge, facts.Now, cancellationToken).ConfigureAwait(false);
                break;
            case StageDecision.Stop stop:
                await FinishAsync(tenant, entry, stop.Final, stop.Reason, facts, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task SendAsync(TenantId tenant, OutboxEntry entry, Address? address, DeliveryFacts facts, CancellationToken cancellationToken)
    {
        var now = facts.Now;
        var result = address is null
            ? new SendResult.TryLater("no-address")
            : await _senders[address.Channel].SendAsync(tenant, address, entry.Message, cancellationToken).ConfigureAwait(false);
        switch (result)
        {
            case SendResult.Accepted accepted:
                await ObserveAsync(tenant, entry.Message, cancellationToken).ConfigureAwait(false);
                await FinishAsync(tenant, entry, DeliveryState.Delivered, accepted.Note, facts, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.Refused refused:
                await FinishAsync(tenant, entry, DeliveryState.DeadLettered, refused.Reason, facts, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.Throttled slow:
                await PauseAsync(tenant, entry, address!, slow, now, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.TryLater later when entry.Attempts >= retry.MaxAttempts:
                await FinishAsync(tenant, entry, DeliveryState.DeadLettered, later.Reason, facts, cancellationToken).ConfigureAwait(false);
                break;
            case SendResult.TryLater later:
                var readyAt = now + retry.WaitAfter(entry.Attempts, later.After);
                await outbox.DeferAsync(tenant, entry, new Deferral(DeliveryState.Retrying, readyAt, later.Reason), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private Task<bool> PauseAsync(TenantId tenant, OutboxEntry entry, Address address, SendResult.Throttled slow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var after = RetryPolicy.Bounded(slow.After);
        var deferral = new Deferral(DeliveryState.Retrying, now + after, slow.Reason)
        {
            Uncounted = true,
            PausedBuckets = rules.Channels.PausedBy(slow.Scope, entry.Message, address),
            PausedUntil = machine.Now + after,
        };
        return outbox.DeferAsync(tenant, entry, deferral, cancellationToken);
    }

    private async Task MergeAsync(TenantId tenant, OutboxEntry entry, StageDecision.Merge merge, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await outbox.ListForDigestAsync(tenant, entry.Message.Recipient(), DigestPolicy.MaxItems, cancellationToken).ConfigureAwait(false);
        var digest = DigestPolicy.Compose(entry, waiting, rules.Burden, now);
        var audit = new AuditEntry(now, "system", "delivery.merged", $"message:{digest.Id}", $"items={digest.Items.Count} {merge.Reason}");
        await outbox.MergeAsync(tenant, entry, digest, audit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is to be said now; null when all items of a digest were withdrawn.</summary>
    private async Task<MessageContent?> ContentAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken) => message.Items.Count == 0
        ? message.Content
        : DigestPolicy.ContentNow(await outbox.GetAsync(tenant, message.Items, cancellationToken).ConfigureAwait(false), clock.GetUtcNow());

    private async Task ObserveAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.OnDelivered is { } observer)
            await _observers[observer].DeliveredAsync(tenant, message, cancellationToken).ConfigureAwait(false);
        if (message.Items.Count == 0)
            return;
        foreach (var item in await outbox.GetAsync(tenant, message.Items, cancellationToken).ConfigureAwait(false))
            if (item.State == DeliveryState.Merged && item.Message.OnDelivered is { } own)
                await _observers[own].DeliveredAsync(tenant, item.Message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null when they cannot be read: then the gate holds what brings work, and answers still go out.</summary>
    private async Task<QuietHours?> HoursOfAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await quietHours.ForMessageAsync(tenant, message, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Null when it cannot be read: then nothing is lifted.</summary>
    private async Task<Override?> OverrideOfAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (overrides is null || message.Class != MessageClass.Override)
            return null;
        try
        {
            return await overrides.ForAsync(tenant, message, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private IReadOnlyList<string> UnitsOf(TenantId tenant, OutboundMessage message)
    {
        if (message.Class != MessageClass.Override)
            return [];
        var snapshot = directory.Of(tenant);
        return snapshot.Person(message.PersonId) is { } person ? snapshot.WithAbove(person.UnitId) : [];
    }

    private async Task<Address?> AddressOfAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Address is { } given && _senders.ContainsKey(given.Channel))
            return given;
        var snapshot = directory.Of(tenant);
        var known = addresses is null
            ? snapshot.Person(message.PersonId)?.Addresses ?? []
            : await addresses.OfAsync(tenant, snapshot, message.PersonId, cancellationToken).ConfigureAwait(false);
        return known.FirstOrDefault(a => _senders.ContainsKey(a.Channel));
    }

    private Task<bool> FinishAsync(TenantId tenant, OutboxEntry entry, DeliveryState final, string? reason, DeliveryFacts facts, CancellationToken cancellationToken)
    {
        var now = facts.Now;
        var because = reason is null ? "" : " " + reason;
        var detail = $"{entry.Message.Class} {entry.Message.Subject} attempts={entry.Attempts}{because}";
        var audit = new AuditEntry(now, "system", ActionOf(final), $"message:{entry.Message.Id}", detail);
        return outbox.FinishAsync(tenant, entry, new DeliveryEnd(final, reason, audit)
        {
            Alarms = final switch
            {
                DeliveryState.DeadLettered => DeadLetterAlarm.For(entry.Message, directory.Of(tenant), now),
                DeliveryState.Expired => ExpiryNotice.For(entry.Message, directory.Of(tenant), now),
                _ => [],
            },
            Certificate = CertificateEntries.OfEnd(facts, final, reason),
            ChargedMonth = final == DeliveryState.Delivered && IsCharged(entry.Message) ? BurdenFigures.MonthOf(now) : null,
        }, cancellationToken);
    }

    private static string ActionOf(DeliveryState final) => final == DeliveryState.Delivered ? "delivery.delivered" : $"delivery.{final.ToString().ToLowerInvariant()}";

    /// <summary>A digest is the bot's own, but its items are their senders'.</summary>
    private static bool IsCharged(OutboundMessage message) => !message.IsAsked() && (message.SenderUnitId is not null || message.Items.Count > 0);
}
