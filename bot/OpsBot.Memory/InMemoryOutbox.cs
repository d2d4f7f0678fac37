using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;

namespace OpsBot.Memory;

/// <summary>The outbox of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryOutbox(InMemoryState state) : IOutbox
{
    public Task<IReadOnlyList<OutboxEntry>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var latest = now.ToUnixTimeMilliseconds();
        var machine = machineNow.ToUnixTimeMilliseconds();
        var until = (machineNow + leaseFor).ToUnixTimeMilliseconds();
        return Run(tenant, data => Lease(data, latest, machine, count, until), cancellationToken);
    }

    public Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken) =>
        Run(tenant, data => OfLease(data, leased) is { } message ? InMemorySend.Begin(data, message, request) : new SendPermit(SendAnswer.LeaseLost), cancellationToken);

    public Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken)
    {
        if (end.Final is not (DeliveryState.Delivered or DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered))
            throw new ArgumentOutOfRangeException(nameof(end), end.Final, "A final state is needed; give it back with DeferAsync instead.");
        return Run(tenant, data => OfLease(data, leased) is { } message && InMemorySend.Finish(data, message, leased.Message, end), cancellationToken);
    }

    public Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken)
    {
        if (deferral.State is not (DeliveryState.Held or DeliveryState.Queued or DeliveryState.Retrying))
            throw new ArgumentOutOfRangeException(nameof(deferral), deferral.State, "A message is given back as Held, Queued or Retrying; end it with FinishAsync instead.");
        return Run(
            tenant,
            data =>
            {
                foreach (var bucket in deferral.PausedBuckets)
                    data.Buckets.Pause(bucket, deferral.PausedUntil.ToUnixTimeMilliseconds());
                return OfLease(data, leased) is { } message && InMemorySend.Defer(data, message, deferral);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken) =>
        Run(tenant, data => (IReadOnlyList<OutboxEntry>)[.. data.Queues.DigestOf(recipient).Select(n => data.Outbox[n]).Where(WaitsForDigest).Take(take).Select(m => m.ToEntry())], cancellationToken);

    public Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken) => Run(
        tenant,
        data =>
        {
            if (OfLease(data, leader) is null)
                return false;
            foreach (var item in digest.Items.Select(id => data.OutboxById[id]).Where(m => m.ForDigest && !m.Withdrawn && WaitsForDigest(m)))
            {
                item.Leave(DeliveryState.Merged, $"digest:{digest.Id}");
                item.DigestId = digest.Id;
                data.Certify(CertificateEvents.Merged, item.ToEntry().Message, audit.At, $"digest:{digest.Id}");
            }
            data.Queue(digest);
            data.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Run(tenant, data => (IReadOnlyList<OutboxEntry>)[.. ids.Where(data.OutboxById.ContainsKey).Select(id => data.OutboxById[id].ToEntry())], cancellationToken);

    public Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken) => Run(
        tenant,
        data =>
        {
            var repaired = 0;
            foreach (var lapsed in Lapsed(data, machineNow.ToUnixTimeMilliseconds()))
            {
                lapsed.Leave(lapsed.Withdrawn ? DeliveryState.Withdrawn : DeliveryState.Retrying, "lease-lost");
                if (lapsed.Withdrawn)
                    data.Certify(CertificateEvents.Withdrawn, lapsed.ToEntry().Message);
                repaired++;
            }
            var step = data.Queues.Open.GetViewBetween((int)from, int.MaxValue).Take(take).Select(n => data.Outbox[n]).ToArray();
            foreach (var orphan in step.Where(m => m.Lost && !m.HasEnded))
            {
                orphan.Lost = false;
                orphan.Leave(orphan.Withdrawn ? DeliveryState.Withdrawn : DeliveryState.Retrying, "orphan");
                if (orphan.Withdrawn)
                    data.Certify(CertificateEvents.Withdrawn, orphan.ToEntry().Message);
                repaired += orphan.Withdrawn ? 0 : 1;
            }
            return new ReconcileResult(step.Length == take ? step[^1].Number + 1 : null, repaired);
        },
        cancellationToken);

    public Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken) =>
        Run(tenant, data => (IReadOnlyList<BurdenLine>)[.. data.Ledgers.GetValueOrDefault(InMemorySend.LedgerOf(recipient, day), []).Values.OrderBy(l => l.At)], cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken) =>
        Run(tenant, data => (IReadOnlyDictionary<string, int>)data.Months.Where(m => m.Key.Month == month).ToDictionary(m => m.Key.Unit, m => m.Value), cancellationToken);

    public Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken) =>
        Run(tenant, data => data.Queues.Ready.TakeWhile(r => r.ReadyAt <= until.ToUnixTimeMilliseconds()).Count(), cancellationToken);

    public Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        Run(tenant, data => OfLease(data, leased) is { } message ? InMemorySend.SetAside(data, message, reason, now) : 0, cancellationToken);

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Run(tenant, data => data.Outbox.Count(m => m.SetAside is not null), cancellationToken);

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        Run(tenant, data => (IReadOnlyList<SetAsideItem>)[.. data.Outbox.Select(m => m.SetAside).OfType<SetAsideItem>().Take(take)], cancellationToken);

    /// <summary>Takes a message out of every queue, as a fault would; only for tests.</summary>
    public Task LoseAsync(TenantId tenant, string messageId) => Run(tenant, data => data.OutboxById[messageId].Lost = true, CancellationToken.None);

    public Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken) => Run(
        tenant,
        data =>
        {
            var page = data.Outbox.Select((message, i) => (Message: message, Number: i + 1L)).Where(m => m.Number > after && !m.Message.HasEnded).Take(take).ToArray();
            return new OutboxPage([.. page.Select(m => m.Message.ToEntry())], page.Length == take ? page[^1].Number : null);
        },
        cancellationToken);

    public Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken) =>
        Run(tenant, data => data.OutboxById.TryGetValue(messageId, out var message) && message.Withdrawn, cancellationToken);

    public Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data => (IReadOnlyDictionary<DeliveryState, int>)data.Queues.OfSubject(subject).CountBy(m => m.State).ToDictionary(),
            cancellationToken);

    public Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data => (IReadOnlyList<OutboxEntry>)[.. data.Queues.OfSubject(subject).Skip(skip).Take(take).Select(m => m.ToEntry() with { LeaseToken = null })],
            cancellationToken);

    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Run(
            tenant,
            data => data.Queues.Ready.Count > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(data.Queues.Ready.Min.ReadyAt) : (DateTimeOffset?)null,
            cancellationToken);

    private static IReadOnlyList<OutboxEntry> Lease(TenantData data, long latest, long machine, int count, long until)
    {
        // Messages ready at the same instant keep their order of queueing.
        QueuedMessage[] taken =
        [
            .. data.Queues.Ready.TakeWhile(r => r.ReadyAt <= latest).Take(count).Select(r => data.Outbox[r.Number])
                .Concat(Lapsed(data, machine).Where(m => m.ReadyAt <= latest))
                .OrderBy(m => m.ReadyAt)
                .ThenBy(m => m.Number)
                .Take(count),
        ];
        foreach (var message in taken)
        {
            message.State = DeliveryState.Sending;
            message.LeaseToken = data.NextToken();
            message.LeasedUntil = until;
        }
        return [.. taken.Select(m => m.ToEntry())];
    }

    private static QueuedMessage[] Lapsed(TenantData data, long machine) =>
        [.. data.Queues.Leased.TakeWhile(l => l.LeasedUntil <= machine).Select(l => data.Outbox[l.Number])];

    private static bool WaitsForDigest(QueuedMessage message) => message.Waits || message.State == DeliveryState.Sending;

    private static QueuedMessage? OfLease(TenantData data, OutboxEntry leased) =>
        leased.LeaseToken is { } token && data.OutboxById.TryGetValue(leased.Message.Id, out var message) && message.LeaseToken == token ? message : null;

    private Task<T> Run<T>(TenantId tenant, Func<TenantData, T> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, action));
    }
}
