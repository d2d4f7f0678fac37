using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Redis.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis.Delivery;

/// <summary>The outbox in Redis; every transition is one script that checks the lease token.</summary>
internal sealed class RedisOutbox(RedisConnection connection, IFaultReporter? faults = null) : IOutbox
{
    /// <summary>As long as a change may be repeated: until then a finished message keeps its id from being queued again.</summary>
    private static readonly long FinishedKeepFor = (long)OnceKey.DefaultKeepFor.TotalMilliseconds;

    /// <summary>Longer than any channel asks us to wait.</summary>
    private const long PauseKeepFor = 24 * 60 * 60 * 1000;

    private static readonly RedisScript Lease = RedisScript.Load("lease-messages");
    private static readonly RedisScript Finish = RedisScript.Load("finish-message");
    private static readonly RedisScript Defer = RedisScript.Load("defer-message");
    private static readonly RedisScript Begin = RedisScript.Load("begin-send");
    private static readonly RedisScript Merge = RedisScript.Load("merge-messages");
    private static readonly RedisScript ListOpen = RedisScript.Load("list-open");
    private static readonly RedisScript SetAside = RedisScript.Load("set-aside-message");
    private static readonly RedisScript Reconcile = RedisScript.Load("reconcile-messages");

    private readonly ScriptQueue _finishing = new(connection, Finish, mostItems: 128, pause: TimeSpan.FromMilliseconds(3));

    public async Task<IReadOnlyList<OutboxEntry>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var reply = await connection.EvalAsync(
            Lease,
            TenantKeys.Tag(tenant),
            [now.ToUnixTimeMilliseconds(), machineNow.ToUnixTimeMilliseconds(), count, (machineNow + leaseFor).ToUnixTimeMilliseconds(), token],
            cancellationToken);
        var leased = new List<OutboxEntry>();
        foreach (var row in Rows(reply))
        {
            if (OutboxRow.TryRead(() => new OutboxEntry(
                OutboxRow.ToMessage(row[1], (string)row[0]!), DeliveryState.Sending, (int)row[2], OutboxRow.ToInstant(row[3]), row[4], token, row[5] == 1),
                out var entry, out var fault))
                leased.Add(entry);
            else
                await PutAsideAsync(tenant, row[0]!, token, now, fault, cancellationToken);
        }
        return leased;
    }

    public async Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken)
    {
        var reply = (RedisValue[])(await connection.EvalAsync(Begin, TenantKeys.Tag(tenant), [.. SendArguments.Of(leased, request)], cancellationToken))!;
        return new SendPermit(Enum.Parse<SendAnswer>(reply[0]!), (int)reply[1], TimeSpan.FromMilliseconds((long)reply[2]), reply[3]!);
    }

    public async Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken)
    {
        if (end.Final is not (DeliveryState.Delivered or DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered))
            throw new ArgumentOutOfRangeException(nameof(end), end.Final, "Not a final state.");
        var tag = TenantKeys.Tag(tenant);
        if (end.Final == DeliveryState.Delivered && BegunAnswers.SlotOf(leased.LeaseToken) is { } slot)
        {
            List<RedisValue> answered = [slot, leased.Message.Id, StoredAuditEntry.ToJson(end.Audit)];
            if ((long)await _finishing.RunAsync(tag, answered) == 1) return true;
        }
        return (long)await _finishing.RunAsync(tag, FinishWords(leased, end)) == 1;
    }

    public async Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken)
    {
        if (deferral.State is not (DeliveryState.Held or DeliveryState.Queued or DeliveryState.Retrying))
            throw new ArgumentOutOfRangeException(nameof(deferral), deferral.State, "A message waits as Held, Queued or Retrying.");
        List<RedisValue> arguments =
        [
            leased.Message.Id, leased.LeaseToken ?? "", BegunAnswers.SlotOf(leased.LeaseToken) ?? 0, Name(deferral.State), deferral.ReadyAt.ToUnixTimeMilliseconds(), deferral.Reason,
            deferral.ForDigest ? leased.Message.Recipient() : "", deferral.Uncounted ? "1" : "0",
            deferral.PausedUntil.ToUnixTimeMilliseconds(), PauseKeepFor, StoredCertificateEntry.ToJson(deferral.Certificate),
            deferral.PausedBuckets.Count,
        ];
        foreach (var bucket in deferral.PausedBuckets) arguments.Add(bucket);
        return (long)await connection.EvalAsync(Defer, TenantKeys.Tag(tenant), [.. arguments], cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken)
    {
        var ids = await connection.ReadAsync(db => db.SortedSetRangeByRankAsync(TenantKeys.Digest(tenant, recipient), 0, take - 1, flags: RedisConnection.OnPrimary), cancellationToken);
        return await GetAsync(tenant, [.. ids.Select(id => (string)id!)], cancellationToken);
    }

    public async Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken)
    {
        var words = new List<RedisValue>();
        words.AddRange(leader.Message.Id, leader.LeaseToken ?? "", digest.Id, StoredAuditEntry.ToJson(audit), audit.At.ToUnixTimeMilliseconds(), digest.Items.Count);
        foreach (var item in digest.Items) words.Add(item);
        words.Add(1);
        MessageArguments.Add(words, [digest]);
        return (long)await connection.EvalAsync(Merge, TenantKeys.Tag(tenant), [.. words], cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(ids.Select(id => connection.ReadAsync(
            db => db.HashGetAsync(TenantKeys.Message(tenant, id), ["json", "state", "attempts", "readyAt", "reason", "token", "digest"], RedisConnection.OnPrimary), cancellationToken)));
        return OutboxRow.ReadAll(rows.Where(row => !row[0].IsNull), row => !row[6].IsNull);
    }

    public async Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken)
    {
        var reply = (RedisValue[])(await connection.EvalAsync(
            Reconcile, TenantKeys.Tag(tenant), [machineNow.ToUnixTimeMilliseconds(), from, take], cancellationToken))!;
        var next = (long)reply[0];
        return new ReconcileResult(next < 0 ? null : next, (int)reply[1]);
    }

    public async Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken)
    {
        var lines = await connection.ReadAsync(db => db.HashValuesAsync(TenantKeys.Burden(tenant, recipient, day), RedisConnection.OnPrimary), cancellationToken);
        return [.. lines.Select(line => JsonSerializer.Deserialize<BurdenLine>(((ReadOnlyMemory<byte>)line).Span, StoredJson.Options)!).OrderBy(line => line.At)];
    }

    public async Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken)
    {
        var units = await connection.ReadAsync(db => db.HashGetAllAsync(TenantKeys.BurdenMonth(tenant, month), RedisConnection.OnPrimary), cancellationToken);
        return units.ToDictionary(unit => (string)unit.Name!, unit => (int)unit.Value);
    }

    public async Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken) =>
        (int)await connection.ReadAsync(db => db.SortedSetLengthAsync(TenantKeys.Ready(tenant), max: until.ToUnixTimeMilliseconds(), flags: RedisConnection.OnPrimary), cancellationToken);

    public async Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken)
    {
        var reply = (RedisResult[])(await connection.EvalAsync(ListOpen, TenantKeys.Tag(tenant), [after, take], cancellationToken))!;
        var next = (long)reply[0];
        return new OutboxPage(
            OutboxRow.ReadAll(Rows(reply[1]), row => row[6] == 1),
            next < 0 ? null : next);
    }

    public async Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var fields = await connection.ReadAsync(db => db.HashGetAsync(TenantKeys.Message(tenant, messageId), ["withdrawn", "state"], RedisConnection.OnPrimary), cancellationToken);
        return !fields[0].IsNull || fields[1] == Name(DeliveryState.Withdrawn);
    }

    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken)
    {
        var states = await connection.ReadAsync(db => db.HashGetAllAsync(TenantKeys.Counts(tenant, subject), RedisConnection.OnPrimary), cancellationToken);
        return states.ToDictionary(state => OutboxRow.ToState(state.Name), state => (int)state.Value);
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken)
    {
        if (take <= 0) return [];
        var ids = await connection.ReadAsync(db => db.SortedSetRangeByRankAsync(TenantKeys.Subject(tenant, subject), skip, skip + take - 1, flags: RedisConnection.OnPrimary), cancellationToken);
        return await GetAsync(tenant, [.. ids.Select(id => (string)id!)], cancellationToken);
    }

    public async Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var first = await connection.ReadAsync(db => db.SortedSetRangeByRankWithScoresAsync(TenantKeys.Ready(tenant), 0, 0, flags: RedisConnection.OnPrimary), cancellationToken);
        return first is [var ready] ? OutboxRow.ToInstant(ready.Score) : null;
    }

    public Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        SetAsideAsync(tenant, leased.Message.Id, leased.LeaseToken ?? "", reason, now, cancellationToken);

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        SetAsideMarks.CountAsync(connection, TenantKeys.OutboxFaults(tenant), cancellationToken);

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        SetAsideMarks.ListAsync(connection, TenantKeys.OutboxFaults(tenant), take, cancellationToken);

    private static List<RedisValue> FinishWords(OutboxEntry leased, DeliveryEnd end)
    {
        var words = new List<RedisValue>();
        words.AddRange(
            0, leased.Message.Id, leased.LeaseToken ?? "", BegunAnswers.SlotOf(leased.LeaseToken) ?? 0, Name(end.Final), end.Reason ?? "",
            StoredAuditEntry.ToJson(end.Audit), FinishedKeepFor, end.Audit.At.ToUnixTimeMilliseconds(), end.ChargedMonth ?? "",
            leased.Message.SenderUnitId ?? "", StoredCertificateEntry.ToJson(end.Certificate), leased.Message.Items.Count);
        foreach (var item in leased.Message.Items) words.Add(item);
        words.Add(end.Alarms.Count);
        MessageArguments.Add(words, end.Alarms);
        return words;
    }

    private static string Name(DeliveryState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static IEnumerable<RedisValue[]> Rows(RedisResult reply) => ((RedisResult[])reply!).Select(row => (RedisValue[])row!);

    // Whoever reads it next may be a newer version that can.
    private async Task PutAsideAsync(TenantId tenant, string id, string token, DateTimeOffset now, Exception fault, CancellationToken cancellationToken)
    {
        var attempts = await SetAsideAsync(tenant, id, token, ItemFaultReason.Unreadable, now, cancellationToken);
        faults?.Report(tenant, new ItemFault("outbox", id, ItemFaultReason.Unreadable, attempts, fault));
    }

    private async Task<int> SetAsideAsync(TenantId tenant, string id, string token, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        (int)await connection.EvalAsync(
            SetAside,
            TenantKeys.Tag(tenant),
            [id, token, BegunAnswers.SlotOf(token) ?? 0, reason.ToString(), now.ToUnixTimeMilliseconds(), .. SetAsideMarks.Pauses],
            cancellationToken);
}
