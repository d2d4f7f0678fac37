using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>
/// What every implementation of the store must do. A concrete test class derives from a contract and only says how a store
/// is made. Instants are whole milliseconds, as precise as stores keep them.
/// </summary>
public abstract class StoreContract
{
    /// <summary>The bot's clock at the start of each test.</summary>
    protected static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>The machine's clock, far from the bot's, so that mixing them up fails a test.</summary>
    protected static readonly DateTimeOffset MachineNow = new(2031, 3, 1, 0, 0, 0, TimeSpan.Zero);

    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private int _attempts;

    /// <summary>A store whose tenant has no data.</summary>
    protected abstract Task<StoreUnderTest> CreateAsync();

    protected static RecordKey CaseKey(string id) => new("case", id);

    protected static RecordWrite Write(string id, long expectedVersion, string? json = "{\"schema\":1}") => new(CaseKey(id), expectedVersion, json);

    protected static OnceKey Once(string value) => new(value, OnceKey.DefaultKeepFor);

    protected static AuditEntry Audit(string action = "case.changed") => new(Now, "person-1", action, "case:1", "code");

    protected static OutboundMessage Message(string id, string? subject = null, DateTimeOffset? notBefore = null, DateTimeOffset? createdAt = null) => new()
    {
        Id = id,
        Class = MessageClass.Assignment,
        PersonId = "person-1",
        Content = "请办理",
        Subject = subject,
        CreatedAt = createdAt ?? Now,
        NotBefore = notBefore,
    };

    /// <summary>A change under an attempt id of its own.</summary>
    protected ChangeSet Change(StoreUnderTest store, Effects effects, OnceKey? once = null, params LogAppend[] logs) => new()
    {
        Tenant = store.Tenant,
        AttemptId = $"attempt-{Interlocked.Increment(ref _attempts)}",
        Once = once,
        Effects = effects,
        Logs = logs,
    };

    protected async Task CommitAsync(StoreUnderTest store, Effects effects, OnceKey? once = null, params LogAppend[] logs) =>
        Assert.IsType<CommitOutcome.Committed>(await store.Changes.CommitAsync(Change(store, effects, once, logs), CancellationToken.None));

    protected Task WriteAsync(StoreUnderTest store, params RecordWrite[] writes) => CommitAsync(store, new Effects { Records = writes });

    protected Task QueueAsync(StoreUnderTest store, params OutboundMessage[] messages) => CommitAsync(store, new Effects { Outbox = messages });

    protected static async Task<StoredRecord?> ReadAsync(StoreUnderTest store, string id, TenantId? tenant = null)
    {
        var found = await store.Records.GetAsync(tenant ?? store.Tenant, [CaseKey(id)], CancellationToken.None);
        return found.SingleOrDefault();
    }

    protected static Task<IReadOnlyList<string>> ListAsync(StoreUnderTest store, string index, int take = 1000, bool newestFirst = false) =>
        store.Records.ListAsync(store.Tenant, new IndexQuery(index, take, newestFirst), CancellationToken.None);

    /// <summary>Leases messages for one minute.</summary>
    protected static Task<IReadOnlyList<OutboxEntry>> LeaseAsync(StoreUnderTest store, DateTimeOffset? now = null, DateTimeOffset? machineNow = null, int count = 100) =>
        store.Outbox.LeaseAsync(store.Tenant, now ?? Now, machineNow ?? MachineNow, count, Minute, CancellationToken.None);

    /// <summary>Leases the only message that is ready.</summary>
    protected static async Task<OutboxEntry> LeaseOneAsync(StoreUnderTest store, DateTimeOffset? now = null, DateTimeOffset? machineNow = null) =>
        Assert.Single(await LeaseAsync(store, now, machineNow));

    protected static Task<bool> FinishAsync(StoreUnderTest store, OutboxEntry leased, DeliveryState final, string? reason = null) =>
        store.Outbox.FinishAsync(store.Tenant, leased, new DeliveryEnd(final, reason, Audit("delivery.ended")), CancellationToken.None);

    protected static Task<bool> DeferAsync(StoreUnderTest store, OutboxEntry leased, DeliveryState state, DateTimeOffset readyAt, string reason = "later") =>
        store.Outbox.DeferAsync(store.Tenant, leased, new Deferral(state, readyAt, reason), CancellationToken.None);

    /// <summary>Asserts how many messages of the subject stand in each state; states without messages are not compared.</summary>
    protected static async Task AssertCountsAsync(StoreUnderTest store, string subject, params (DeliveryState State, int Count)[] expected)
    {
        var counts = await store.Outbox.CountAsync(store.Tenant, subject, CancellationToken.None);
        Assert.Equal(expected.OrderBy(e => e.State), counts.Where(c => c.Value != 0).Select(c => (c.Key, c.Value)).OrderBy(c => c.Key));
    }

    /// <summary>Leases due members for one minute.</summary>
    protected static Task<IReadOnlyList<string>> LeaseDueAsync(StoreUnderTest store, DateTimeOffset? now = null, DateTimeOffset? machineNow = null, int count = 100) =>
        store.Due.LeaseAsync(store.Tenant, now ?? Now, machineNow ?? MachineNow, count, Minute, CancellationToken.None);

    protected static Task<IReadOnlyList<LogEntry>> ReadLogAsync(StoreUnderTest store, string conversationId, long after = 0, int take = 1000) =>
        store.Log.ReadAsync(store.Tenant, conversationId, after, take, CancellationToken.None);

    protected static string[] Ids(IEnumerable<OutboxEntry> entries) => [.. entries.Select(e => e.Message.Id)];

    /// <summary>A change with one of each.</summary>
    protected static Effects Everything(long expectedVersion) => new()
    {
        Records = [Write("1", expectedVersion)],
        Indexes = [new IndexWrite("cases/open", "1", Now)],
        Dues = [new DueWrite("case/1", Now)],
        Outbox = [Message("message-1", "case:1")],
        Audit = [Audit("case.opened"), Audit("case.dispatched")],
    };

    /// <summary>Asserts that <see cref="Everything"/> is stored exactly once, with the log entry; leases what is ready.</summary>
    protected static async Task AssertEverythingAsync(StoreUnderTest store, long version)
    {
        Assert.Equal(version, (await ReadAsync(store, "1"))!.Version);
        Assert.Equal(["1"], await ListAsync(store, "cases/open"));
        Assert.Equal(["case/1"], await LeaseDueAsync(store));
        await AssertCountsAsync(store, "case:1", (DeliveryState.Queued, 1));
        Assert.Equal("message-1", (await LeaseOneAsync(store)).Message.Id);
        Assert.Equal([new LogEntry(1, "entry", "{}")], await ReadLogAsync(store, "talk"));
        Assert.Equal(2, await store.CountAuditAsync(store.Tenant));
    }
}
