using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Delivery;

/// <summary>The outbox in Redis; every transition is one script that checks the lease token.</summary>
internal sealed class RedisOutbox(RedisConnection connection) : IOutbox
{
    /// <summary>As long as a change may be repeated: until then a finished message keeps its id from being queued again.</summary>
    private static readonly long FinishedKeepFor = (long)OnceKey.DefaultKeepFor.TotalMilliseconds;

    private static readonly RedisScript Lease = RedisScript.Load("lease-messages");
    private static readonly RedisScript Finish = RedisScript.Load("finish-message");
    private static readonly RedisScript Defer = RedisScript.Load("defer-message");

    public async Task<IReadOnlyList<OutboxEntry>> LeaseAsync(
        TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var reply = await connection.EvalAsync(
            Lease,
            [TenantKeys.Tag(tenant)],
            [now.ToUnixTimeMilliseconds(), machineNow.ToUnixTimeMilliseconds(), count, (machineNow + leaseFor).ToUnixTimeMilliseconds(), token],
            cancellationToken);
        return [.. reply.AsArray().Select(row => row.AsArray()).Select(row => new OutboxEntry(
            ToMessage(row[1]), DeliveryState.Sending, (int)row[2].AsInteger(), ToInstant(row[3]), row[4].AsTextOrNull(), token))];
    }

    public async Task<bool> FinishAsync(
        TenantId tenant, OutboxEntry leased, DeliveryState final, string? reason, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (final is not (DeliveryState.Delivered or DeliveryState.Withdrawn or DeliveryState.Expired or DeliveryState.DeadLettered))
            throw new ArgumentOutOfRangeException(nameof(final), final, "Not a final state.");
        var reply = await connection.EvalAsync(
            Finish,
            [TenantKeys.Tag(tenant)],
            [leased.Message.Id, leased.LeaseToken ?? "", Name(final), reason ?? "", StoredAuditEntry.ToJson(audit), FinishedKeepFor],
            cancellationToken);
        return reply.AsInteger() == 1;
    }

    public async Task<bool> DeferAsync(
        TenantId tenant, OutboxEntry leased, DeliveryState state, DateTimeOffset readyAt, string reason, CancellationToken cancellationToken)
    {
        if (state is not (DeliveryState.Held or DeliveryState.Retrying))
            throw new ArgumentOutOfRangeException(nameof(state), state, "A message waits as Held or Retrying.");
        var reply = await connection.EvalAsync(
            Defer,
            [TenantKeys.Tag(tenant)],
            [leased.Message.Id, leased.LeaseToken ?? "", Name(state), readyAt.ToUnixTimeMilliseconds(), reason],
            cancellationToken);
        return reply.AsInteger() == 1;
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
        return reply.AsArray().Chunk(2).ToDictionary(pair => ToState(pair[0]), pair => (int)pair[1].AsInteger());
    }

    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int take, CancellationToken cancellationToken)
    {
        if (take <= 0) return [];
        var ids = (await connection.ReadAsync(["ZRANGE", TenantKeys.Subject(tenant, subject), 0, take - 1], cancellationToken)).AsArray();
        var rows = await Task.WhenAll(ids.Select(id => connection.ReadAsync(
            ["HMGET", TenantKeys.Message(tenant, id.AsText()), "json", "state", "attempts", "readyAt", "reason", "token"], cancellationToken)));
        return [.. rows.Select(row => row.AsArray()).Where(row => !row[0].IsNull).Select(row => new OutboxEntry(
            ToMessage(row[0]), ToState(row[1]), (int)row[2].AsInteger(), ToInstant(row[3]), row[4].AsTextOrNull(), row[5].AsTextOrNull()))];
    }

    public async Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["ZRANGE", TenantKeys.Ready(tenant), 0, 0, "WITHSCORES"], cancellationToken);
        return reply.AsArray() is [_, var score] ? ToInstant(score) : null;
    }

    private static string Name(DeliveryState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());

    private static DeliveryState ToState(RespValue value) => Enum.Parse<DeliveryState>(value.AsText(), ignoreCase: true);

    private static DateTimeOffset ToInstant(RespValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInteger());

    private static OutboundMessage ToMessage(RespValue json) =>
        JsonSerializer.Deserialize<OutboundMessage>(json.AsBytes().Span, StoredJson.Options) ?? throw new JsonException("A stored message is empty.");
}
