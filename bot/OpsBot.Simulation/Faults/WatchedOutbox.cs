using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;

namespace OpsBot.Simulation.Faults;

/// <summary>The outbox as one process sees it: the process may die at each call, and the ledger learns what came in.</summary>
internal sealed class WatchedOutbox(IOutbox inner, KillSwitch life, Ledger ledger) : IOutbox
{
    public Task<IReadOnlyList<OutboxEntry>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.LeaseAsync(tenant, now, machineNow, count, leaseFor, cancellationToken));

    public Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.BeginSendAsync(tenant, leased, request, cancellationToken));

    public Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken) => life.AroundAsync(async () =>
    {
        var done = await inner.FinishAsync(tenant, leased, end, cancellationToken);
        if (done)
            ledger.Queued(end.Alarms);
        if (done && end.Final == DeliveryState.DeadLettered)
            ledger.DeadLettered(leased.Message.Id, end.Alarms.Count > 0 || leased.Message.Subject == Core.Delivery.DeadLetters.DeadLetterAlarm.Subject);
        return done;
    });

    public Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken) => life.AroundAsync(() =>
    {
        if (deferral.State == DeliveryState.Held)
            ledger.Held(leased.Message.Id);
        return inner.DeferAsync(tenant, leased, deferral, cancellationToken);
    });

    public Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.ListForDigestAsync(tenant, recipient, take, cancellationToken));

    public Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken) => life.AroundAsync(async () =>
    {
        var done = await inner.MergeAsync(tenant, leader, digest, audit, cancellationToken);
        if (done)
            ledger.Queued([digest]);
        return done;
    });

    public Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.GetAsync(tenant, ids, cancellationToken));

    public Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.ReconcileAsync(tenant, machineNow, from, take, cancellationToken));

    public Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.ListOpenAsync(tenant, after, take, cancellationToken));

    public Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.BurdenOfDayAsync(tenant, recipient, day, cancellationToken));

    public Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.BurdenOfMonthAsync(tenant, month, cancellationToken));

    public Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.CountReadyAsync(tenant, until, cancellationToken));

    public Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.IsWithdrawnAsync(tenant, messageId, cancellationToken));

    public Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.CountAsync(tenant, subject, cancellationToken));

    public Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.ListAsync(tenant, subject, skip, take, cancellationToken));

    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        inner.NextReadyAtAsync(tenant, cancellationToken);

    public Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        life.AroundAsync(() => inner.SetAsideAsync(tenant, leased, reason, now, cancellationToken));

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) => inner.CountSetAsideAsync(tenant, cancellationToken);

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        inner.ListSetAsideAsync(tenant, take, cancellationToken);
}
