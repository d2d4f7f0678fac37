using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Delivery;
using OpsBot.TestKit;
using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Delivery;

/// <summary>Records of the outbox that were broken behind the port's back: the others go out, and a repaired one does too.</summary>
public sealed class BrokenMessageTests(RedisStoresFixture redis) : IClassFixture<RedisStoresFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset MachineNow = new(2031, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RecordedFaults _faults = new();

    [Theory]
    [InlineData("json", "{\"schema\":1,")]
    [InlineData("json", "null")]
    [InlineData("json", "[]")]
    [InlineData("json", "{}")]
    [InlineData("json", "")]
    [InlineData("json", """{"schema":1,"id":"bad","class":"shout","personId":"p","content":{"text":"x"},"createdAt":"2026-11-23T09:00:00+08:00"}""")]
    [InlineData("json", """{"schema":1,"id":"bad","class":99,"personId":"p","content":{"text":"x"},"createdAt":"2026-11-23T09:00:00+08:00"}""")]
    [InlineData("json", """{"schema":1,"id":"other","class":"reply","personId":"p","content":{"text":"x"},"createdAt":"2026-11-23T09:00:00+08:00"}""")]
    [InlineData("json", """{"schema":1,"id":"bad","class":"reply","personId":"p","content":null,"createdAt":"2026-11-23T09:00:00+08:00"}""")]
    [InlineData("json", """{"schema":1,"id":"bad","class":"reply","content":{"text":"x"},"createdAt":"2026-11-23T09:00:00+08:00"}""")]
    [InlineData("attempts", "many")]
    public async Task Lease_BrokenRecord_OthersComeAndItIsSetAsideAndReported(string field, string value)
    {
        var (store, outbox, message) = await QueuedAsync();
        await redis.Connection.AskAsync(["HSET", message, field, value]);

        Assert.Equal(["good"], (await LeaseAsync(store, outbox, Now)).Select(e => e.Message.Id));

        var fault = Assert.Single(_faults.Items);
        Assert.Equal(("outbox", "bad", ItemFaultReason.Unreadable, 1), (fault.Queue, fault.Id, fault.Reason, fault.Attempts));
        Assert.Equal("bad", Assert.Single(await outbox.ListSetAsideAsync(store.Tenant, 10, CancellationToken.None)).Id);
        Assert.Empty(await LeaseAsync(store, outbox, Now.AddSeconds(59)));
        // Still broken: a longer pause, and nobody else is touched by it.
        Assert.Empty(await LeaseAsync(store, outbox, Now.AddMinutes(1)));
        Assert.Equal([1, 2], _faults.Items.Select(f => f.Attempts));
    }

    [Fact]
    public async Task Lease_RepairedRecord_GoesOutByItselfAndTheMarkGoes()
    {
        var (store, outbox, message) = await QueuedAsync();
        var whole = (await redis.Connection.AskAsync(["HGET", message, "json"])).AsText();
        await redis.Connection.AskAsync(["HSET", message, "json", "{"]);
        await LeaseAsync(store, outbox, Now);

        await redis.Connection.AskAsync(["HSET", message, "json", whole]);
        var leased = Assert.Single(await LeaseAsync(store, outbox, Now.AddMinutes(1)));

        Assert.Equal("bad", leased.Message.Id);
        var end = new DeliveryEnd(DeliveryState.Delivered, null, new AuditEntry(Now, "system", "delivery.delivered", "message:bad", ""));
        Assert.True(await outbox.FinishAsync(store.Tenant, leased, end, CancellationToken.None));
        Assert.Equal(0, await outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("place")]
    [InlineData("readyAt")]
    [InlineData("state")]
    [InlineData("subject")]
    [InlineData("attempts")]
    public async Task Lease_MissingField_NeverStopsTheOthers(string field)
    {
        var (store, outbox, message) = await QueuedAsync();
        await redis.Connection.AskAsync(["HDEL", message, field]);

        Assert.Contains("good", (await LeaseAsync(store, outbox, Now)).Select(e => e.Message.Id));
        // Its lease runs out, or it is looked for as an orphan.
        await outbox.ReconcileAsync(store.Tenant, MachineNow.AddHours(1), 0, 100, CancellationToken.None);
        Assert.NotEmpty(await outbox.LeaseAsync(store.Tenant, Now.AddHours(1), MachineNow.AddHours(2), 10, TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    [Fact]
    public async Task Lease_NotAMessageAtAll_OthersComeAndItIsMarked()
    {
        var (store, outbox, message) = await QueuedAsync();
        await redis.Connection.AskAsync(["DEL", message]);
        await redis.Connection.AskAsync(["SET", message, "text"]);

        Assert.Equal(["good"], (await LeaseAsync(store, outbox, Now)).Select(e => e.Message.Id));

        Assert.Equal(1, await outbox.CountSetAsideAsync(store.Tenant, CancellationToken.None));
        await outbox.ReconcileAsync(store.Tenant, MachineNow.AddHours(1), 0, 100, CancellationToken.None);
    }

    [Fact]
    public async Task Reads_OneBrokenRecord_TheOthersAreThere()
    {
        var (store, outbox, message) = await QueuedAsync();
        await redis.Connection.AskAsync(["HSET", message, "json", "{"]);

        Assert.Equal(["good"], (await outbox.ListOpenAsync(store.Tenant, 0, 10, CancellationToken.None)).Entries.Select(e => e.Message.Id));
        Assert.Equal(["good"], (await outbox.ListAsync(store.Tenant, "case:1", 0, 10, CancellationToken.None)).Select(e => e.Message.Id));
        Assert.Equal(["good"], (await outbox.GetAsync(store.Tenant, ["bad", "good"], CancellationToken.None)).Select(e => e.Message.Id));
    }

    [Fact]
    public async Task Lease_BrokenBegunAnswer_OthersComeAndItIsSetAside()
    {
        var (store, outbox, _) = await QueuedAsync();
        var tag = TenantKeys.Tag(store.Tenant);
        await redis.Connection.AskAsync(["HSET", $"{tag}:outbox:begun:1", "answer", "neither lease nor json"]);
        await redis.Connection.AskAsync(["ZADD", $"{tag}:outbox:begun", 1000, "1"]);

        var leased = await LeaseAsync(store, outbox, Now);
        if (leased.Count == 2)
            leased = [.. leased, .. await LeaseAsync(store, outbox, Now)];

        Assert.Equal(["bad", "good"], leased.Select(e => e.Message.Id).Order());
        Assert.Equal("answer", Assert.Single(_faults.Items).Id);
    }

    [Fact]
    public async Task LeaseDue_MemberWithoutItsInstant_OthersComeBackFromTheirLeases()
    {
        var store = await redis.CreateAsync();
        await CommitAsync(store, new Effects { Dues = [new DueWrite("case/1", Now), new DueWrite("case/2", Now)] });
        await store.Due.LeaseAsync(store.Tenant, Now, MachineNow, 10, TimeSpan.FromMinutes(1), CancellationToken.None);
        await redis.Connection.AskAsync(["HDEL", TenantKeys.Due(store.Tenant) + ":at", "case/1"]);

        var again = await store.Due.LeaseAsync(store.Tenant, Now, MachineNow.AddMinutes(2), 10, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal(["case/1", "case/2"], again.Order());
    }

    private static Task<IReadOnlyList<OutboxEntry>> LeaseAsync(StoreUnderTest store, RedisOutbox outbox, DateTimeOffset now) =>
        outbox.LeaseAsync(store.Tenant, now, MachineNow, 10, TimeSpan.FromMinutes(1), CancellationToken.None);

    /// <summary>Two messages of one subject; the one that the test breaks is first.</summary>
    private async Task<(StoreUnderTest Store, RedisOutbox Outbox, string Message)> QueuedAsync()
    {
        var store = await redis.CreateAsync();
        await CommitAsync(store, new Effects { Outbox = [Message("bad"), Message("good")] });
        return (store, new RedisOutbox(redis.Connection, _faults), TenantKeys.Message(store.Tenant, "bad"));
    }

    private static async Task CommitAsync(StoreUnderTest store, Effects effects) => Assert.IsType<CommitOutcome.Committed>(
        await store.Changes.CommitAsync(new ChangeSet { Tenant = store.Tenant, AttemptId = Guid.NewGuid().ToString("N"), Effects = effects }, CancellationToken.None));

    private static OutboundMessage Message(string id) => new()
    {
        Id = id,
        Class = MessageClass.Assignment,
        PersonId = "person-1",
        Content = "请办理",
        Subject = "case:1",
        CreatedAt = Now,
    };
}
