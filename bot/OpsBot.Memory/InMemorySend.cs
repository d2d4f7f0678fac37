using System.Globalization;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;

namespace OpsBot.Memory;

/// <summary>The transitions of a leased message; each corresponds to one script of the real store.</summary>
internal static class InMemorySend
{
    public static string LedgerOf(string recipient, DateOnly day) => $"{recipient}:{day.ToString("O", CultureInfo.InvariantCulture)}";

    public static SendPermit Begin(TenantData data, QueuedMessage message, SendRequest request)
    {
        if (message.Withdrawn)
            return new SendPermit(SendAnswer.Withdrawn, message.Attempts);
        if (message.Dedup is { } key)
        {
            var first = data.Dedup.GetValueOrDefault(key, message.Id);
            if (first != message.Id && data.OutboxById[first] is { State: DeliveryState.Sending, Withdrawn: true })
                return new SendPermit(SendAnswer.OverRate, message.Attempts, TimeSpan.FromSeconds(5), first);
            if (first != message.Id && data.OutboxById[first].State is not (DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered))
                return new SendPermit(SendAnswer.Duplicate, message.Attempts, Detail: first);
            data.Dedup[key] = message.Id;
        }
        Uncharge(data, message);
        if (request.Charge is { MayExceed: false } charge && IsOver(data, charge))
            return new SendPermit(SendAnswer.OverBurden, message.Attempts, Detail: charge.Recipient);
        var (wait, empty) = data.Buckets.Take(request.Buckets, request.MachineNow.ToUnixTimeMilliseconds());
        if (empty is not null)
            return new SendPermit(SendAnswer.OverRate, message.Attempts, TimeSpan.FromMilliseconds(Math.Ceiling(wait)), empty);
        Charge(data, message, request.Charge);
        return new SendPermit(SendAnswer.Granted, ++message.Attempts);
    }

    public static bool Finish(TenantData data, QueuedMessage message, OutboundMessage sent, DeliveryEnd end)
    {
        message.Leave(end.Final, end.Reason);
        if (end.Final != DeliveryState.Delivered)
            Uncharge(data, message);
        ChargeMonth(data, end, sent);
        if (end.Final == DeliveryState.Delivered)
            foreach (var item in sent.Items.Select(id => data.OutboxById[id]).Where(i => i.State == DeliveryState.Merged && i.DigestId == message.Id))
            {
                item.State = DeliveryState.Delivered;
                ChargeMonth(data, end, item.ToEntry().Message);
            }
        if (end.Final == DeliveryState.DeadLettered)
        {
            if (!data.Indexes.TryGetValue(DeadLetterDialog.Index, out var dead))
                data.Indexes[DeadLetterDialog.Index] = dead = [];
            dead[message.Id] = end.Audit.At.ToUnixTimeMilliseconds();
        }
        foreach (var alarm in end.Alarms)
            data.Queue(alarm);
        data.Audit.Add(end.Audit);
        data.Certify(end.Certificate);
        return true;
    }

    public static bool Defer(TenantData data, QueuedMessage message, Deferral deferral)
    {
        Uncharge(data, message);
        if (deferral.Uncounted)
            message.Attempts--;
        message.SetAside = null;
        message.Leave(message.Withdrawn ? DeliveryState.Withdrawn : deferral.State, deferral.Reason);
        message.ReadyAt = deferral.ReadyAt.ToUnixTimeMilliseconds();
        message.ForDigest |= deferral.ForDigest;
        if (message.Withdrawn)
            data.Certify(CertificateEvents.Withdrawn, message.ToEntry().Message);
        else
            data.Certify(deferral.Certificate);
        return !message.Withdrawn;
    }

    public static int SetAside(TenantData data, QueuedMessage message, ItemFaultReason reason, DateTimeOffset now)
    {
        var attempts = (message.SetAside?.Attempts ?? 0) + 1;
        Uncharge(data, message);
        message.Leave(message.Withdrawn ? DeliveryState.Withdrawn : DeliveryState.Retrying, "set-aside");
        if (message.Withdrawn)
        {
            data.Certify(CertificateEvents.Withdrawn, message.ToEntry().Message);
            return 0;
        }
        message.SetAside = new SetAsideItem(message.Id, attempts, reason, now);
        message.ReadyAt = (now + SetAsidePause.After(attempts)).ToUnixTimeMilliseconds();
        return attempts;
    }

    /// <summary>A dead letter is withdrawn as well: sent again later, it would tell of what is settled.</summary>
    public static void Withdraw(TenantData data, QueuedMessage message)
    {
        var before = message.State;
        if (message.State == DeliveryState.DeadLettered)
        {
            data.Indexes[DeadLetterDialog.Index].Remove(message.Id);
            message.Leave(DeliveryState.Withdrawn, message.Reason);
        }
        message.Withdraw();
        if (before != DeliveryState.Withdrawn && message.State == DeliveryState.Withdrawn)
            data.Certify(CertificateEvents.Withdrawn, message.ToEntry().Message);
    }

    public static void Replay(TenantData data, string id, DateTimeOffset readyAt)
    {
        if (!data.OutboxById.TryGetValue(id, out var message) || message.State != DeliveryState.DeadLettered)
            return;
        message.Leave(DeliveryState.Queued, null);
        message.Attempts = 0;
        message.ReadyAt = readyAt.ToUnixTimeMilliseconds();
        data.Indexes[DeadLetterDialog.Index].Remove(id);
    }

    private static void ChargeMonth(TenantData data, DeliveryEnd end, OutboundMessage delivered)
    {
        if (end.ChargedMonth is { } month && delivered.SenderUnitId is { } unit)
            data.Months[(month, unit)] = data.Months.GetValueOrDefault((month, unit)) + 1;
    }

    private static bool IsOver(TenantData data, BurdenCharge charge) =>
        data.Ledgers.GetValueOrDefault(LedgerOf(charge.Recipient, charge.Day), []).Count >= charge.PerDay
        || (charge.Item is { } item && data.Reminders.GetValueOrDefault($"{charge.Recipient}:{item}", []).Count >= charge.PerItem);

    private static void Charge(TenantData data, QueuedMessage message, BurdenCharge? charge)
    {
        if (charge is null)
            return;
        var ledger = LedgerOf(charge.Recipient, charge.Day);
        if (!data.Ledgers.TryGetValue(ledger, out var lines))
            data.Ledgers[ledger] = lines = [];
        lines[message.Id] = charge.Line;
        var item = charge.Item is null ? null : $"{charge.Recipient}:{charge.Item}";
        if (item is not null)
        {
            if (!data.Reminders.TryGetValue(item, out var reminders))
                data.Reminders[item] = reminders = [];
            reminders.Add(message.Id);
        }
        message.Charged = (ledger, item);
    }

    private static void Uncharge(TenantData data, QueuedMessage message)
    {
        if (message.Charged is not { } charged)
            return;
        data.Ledgers[charged.Ledger].Remove(message.Id);
        if (charged.Item is { } item)
            data.Reminders[item].Remove(message.Id);
        message.Charged = null;
    }
}
