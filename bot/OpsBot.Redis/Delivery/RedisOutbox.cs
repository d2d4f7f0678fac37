using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Delivery;

/// <summary>The outbox in Redis; every transition is one script that checks the lease token.</summary>
internal sealed class RedisOutbox(RedisConnection connection, IFaultReporter? faults = null) : IOutbox
{
    /// <summary>As long as a change may be repeated: until then a finished message keeps its id from being queued again.</summary>
    private static readonly long FinishedKeepFor = (long)OnceKey.DefaultKeepFor.TotalMilliseconds;

    /// <summary>Longer than any channel asks us to wait.</summary>
    private const long PauseKeepFor = 24 * 60 * 60 * 1000;

    private const int SizeOfAnswered = 512;

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
            [TenantKeys.Tag(tenant)],
            [now.ToUnixTimeMilliseconds(), machineNow.ToUnixTimeMilliseconds(), count, (machineNow + leaseFor).ToUnixTimeMilliseconds(), token],
            cancellationToken);
        var leased = new List<OutboxEntry>();
        foreach (var row in reply.AsArray().Select(row => row.AsArray()))
        {
            if (OutboxRow.TryRead(() => new OutboxEntry(
                OutboxRow.ToMessage(row[1], row[0].AsText()), DeliveryState.Sending, (int)row[2].AsInteger(), OutboxRow.ToInstant(row[3]), row[4].AsTextOrNull(), token, row[5].AsInteger() == 1),
                out var entry, out var fault))
                leased.Add(entry);
            else
                await PutAsideAsync(tenant, row[0].AsText(), token, now, fault, cancellationToken);
        }
        return leased;
    }

    public async Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken)
    {
        using var words = SendArguments.Of(leased, request);
        var reply = (await connection.EvalAsync(Begin, TenantKeys.Tag(tenant), words, cancellationToken)).AsArray();
        return new SendPermit(
            Enum.Parse<SendAnswer>(reply[0].AsText()), (int)reply[1].AsInteger(), TimeSpan.FromMilliseconds(reply[2].AsInteger()), reply[3].AsText());
    }

    public async Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken)
    {
        if (end.Final is not (DeliveryState.Delivered or DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered))
            throw new ArgumentOutOfRangeException(nameof(end), end.Final, "Not a final state.");
        var tag = TenantKeys.Tag(tenant);
        if (end.Final == DeliveryState.Delivered && BegunAnswers.SlotOf(leased.LeaseToken) is { } slot)
        {
            var answered = new RedisWords(SizeOfAnswered);
            answered.AddRange(slot, leased.Message.Id, StoredAuditEntry.ToJson(end.Audit));
            if ((await _finishing.RunAsync(tag, answered)).AsInteger() == 1) return true;
        }
        return (await _finishing.RunAsync(tag, FinishWords(leased, end))).AsInteger() == 1;
    }

    public async Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken)
    {
        if (deferral.State is not (DeliveryState.Held or DeliveryState.Queued or DeliveryState.Retrying))
            throw new ArgumentOutOfRangeException(nameof(deferral), deferral.State, "A message waits as Held, Queued or Retrying.");
        List<RedisArgument> arguments =
        [
            leased.Message.Id, leased.LeaseToken ?? "", BegunAnswers.SlotOf(leased.LeaseToken) ?? 0, Name(deferral.State), deferral.ReadyAt.ToUnixTimeMilliseconds(), deferral.Reason,
            deferral.ForDigest ? leased.Message.Recipient() : "", deferral.Uncounted ? "1" : "0",
            deferral.PausedUntil.ToUnixTimeMilliseconds(), PauseKeepFor, StoredCertificateEntry.ToJson(deferral.Certificate),
            deferral.PausedBuckets.Count,
        ];
        foreach (var bucket in deferral.PausedBuckets) arguments.Add(bucket);
        return (await connection.EvalAsync(Defer, [TenantKeys.Tag(tenant)], arguments, cancellationToken)).AsInteger() == 1;
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken)
    {
        var ids = (await connection.ReadAsync(["ZRANGE", TenantKeys.Digest(tenant, recipient), 0, take - 1], cancellationToken)).AsArray();
        return await GetAsync(tenant, [.. ids.Select(id => id.AsText())], cancellationToken);
    }

    public async Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken)
    {
        using var words = new RedisWords();
        words.AddRange(leader.Message.Id, leader.LeaseToken ?? "", digest.Id, StoredAuditEntry.ToJson(audit), audit.At.ToUnixTimeMilliseconds(), digest.Items.Count);
        foreach (var item in digest.Items) words.Add(item);
        words.Add(1);
        MessageArguments.Add(words, [digest]);
        return (await connection.EvalAsync(Merge, TenantKeys.Tag(tenant), words, cancellationToken)).AsInteger() == 1;
    }

    public async Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var rows = await Task.WhenAll(ids.Select(id => connection.ReadAsync(
            ["HMGET", TenantKeys.Message(tenant, id), "json", "state", "attempts", "readyAt", "reason", "token", "digest"], cancellationToken)));
        return OutboxRow.ReadAll(rows.Select(row => row.AsArray()).Where(row => !row[0].IsNull), row => !row[6].IsNull);
    }

    public async Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken)
    {
        var reply = (await connection.EvalAsync(
            Reconcile, [TenantKeys.Tag(tenant)], [machineNow.ToUnixTimeMilliseconds(), from, take], cancellationToken)).AsArray();
        var next = reply[0].AsInteger();
        return new ReconcileResult(next < 0 ? null : next, (int)reply[1].AsInteger());
    }

    public async Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["HVALS", TenantKeys.Burden(tenant, recipient, day)], cancellationToken);
        return [.. reply.AsArray().Select(line => JsonSerializer.Deserialize<BurdenLine>(line.AsBytes().Span, StoredJson.Options)!).OrderBy(line => line.At)];
    }

    public async Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["HGETALL", TenantKeys.BurdenMonth(tenant, month)], cancellationToken);
        return reply.AsArray().Chunk(2).ToDictionary(pair => pair[0].AsText(), pair => (int)pair[1].AsInteger());
    }

    public async Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken) =>
        (int)(await connection.ReadAsync(["ZCOUNT", TenantKeys.Ready(tenant), "-inf", until.ToUnixTimeMilliseconds()], cancellationToken)).AsInteger();

    public async Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken)
    {
        var reply = (await connection.EvalAsync(ListOpen, [TenantKeys.Tag(tenant)], [after, take], cancellationToken)).AsArray();
        var next = reply[0].AsInteger();
        return new OutboxPage(
            OutboxRow.ReadAll(reply[1].AsArray().Select(row => row.AsArray()), row => row[6].AsInteger() == 1),
            next < 0 ? null : next);
    }

    public async Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["HMGET", TenantKeys.Message(tenant, messageId), "withdrawn", "state"], cancellationToken);
        var fields = reply.AsArray();
        return !fields[0].IsNull || fields[1].AsTextOrNull() == Name(DeliveryState.Withdrawn);
    }

    public async Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["HGETALL", TenantKeys.Counts(tenant, subject)], cancellationToken);
        return reply.AsArray().Chunk(2).ToDictionary(pair => OutboxRow.ToState(pair[0]), pair => (int)pair[1].AsInteger());
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken)
    {
        if (take <= 0) return [];
        var ids = (await connection.ReadAsync(["ZRANGE", TenantKeys.Subject(tenant, subject), skip, skip + take - 1], cancellationToken)).AsArray();
        return await GetAsync(tenant, [.. ids.Select(id => id.AsText())], cancellationToken);
    }

    public async Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["ZRANGE", TenantKeys.Ready(tenant), 0, 0, "WITHSCORES"], cancellationToken);
        return reply.AsArray() is [_, var score] ? OutboxRow.ToInstant(score) : null;
    }

    public Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        SetAsideAsync(tenant, leased.Message.Id, leased.LeaseToken ?? "", reason, now, cancellationToken);

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        SetAsideMarks.CountAsync(connection, TenantKeys.OutboxFaults(tenant), cancellationToken);

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        SetAsideMarks.ListAsync(connection, TenantKeys.OutboxFaults(tenant), take, cancellationToken);

    private static RedisWords FinishWords(OutboxEntry leased, DeliveryEnd end)
    {
        var words = new RedisWords();
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

    // Whoever reads it next may be a newer version that can.
    private async Task PutAsideAsync(TenantId tenant, string id, string token, DateTimeOffset now, Exception fault, CancellationToken cancellationToken)
    {
        var attempts = await SetAsideAsync(tenant, id, token, ItemFaultReason.Unreadable, now, cancellationToken);
        faults?.Report(tenant, new ItemFault("outbox", id, ItemFaultReason.Unreadable, attempts, fault));
    }

    private async Task<int> SetAsideAsync(TenantId tenant, string id, string token, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var reply = await connection.EvalAsync(
            SetAside,
            [TenantKeys.Tag(tenant)],
            [id, token, BegunAnswers.SlotOf(token) ?? 0, reason.ToString(), now.ToUnixTimeMilliseconds(), .. SetAsideMarks.Pauses],
            cancellationToken);
        return (int)reply.AsInteger();
    }
}
