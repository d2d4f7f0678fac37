using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>What lies in Redis, as operators and other processes see it.</summary>
public sealed class RedisKeysTests(RedisStoresFixture redis) : StoreTest(redis), IClassFixture<RedisStoresFixture>
{
    private readonly RedisStoresFixture _redis = redis;

    [Fact]
    public async Task EveryKey_AfterUseOfEveryPort_CarriesTheTenantsHashTag()
    {
        await UseEverythingAsync();
        var keys = (await _redis.Connection.ReadAsync(["KEYS", "*"])).AsArray().Select(key => key.AsText()).ToArray();
        Assert.True(keys.Length >= 10);
        Assert.All(keys, key => Assert.StartsWith("{", key, StringComparison.Ordinal));
        Assert.Contains(keys, key => key.StartsWith("{" + Tenant.Value + "}:record:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnceKey_IsForgottenAfterItsTime()
    {
        await CommitAsync(Effects.None, once: "turn/1");
        var left = (await _redis.Connection.ReadAsync(["PTTL", $"{{{Tenant.Value}}}:once:turn/1"])).AsInteger();
        Assert.InRange(TimeSpan.FromMilliseconds(left), OnceKey.DefaultKeepFor - TimeSpan.FromMinutes(1), OnceKey.DefaultKeepFor);
    }

    [Fact]
    public async Task Audit_Line_IsJsonWithASchemaNumber()
    {
        await CommitAsync(new Effects { Audit = [new AuditEntry(Morning, "p1", "case.dispatched", "case:1", "legs=2")] });
        var line = (await _redis.Connection.ReadAsync(["XRANGE", $"{{{Tenant.Value}}}:audit", "-", "+"])).AsArray()[0].AsArray()[1].AsArray()[1].AsText();
        Assert.Equal(
            """{"schema":1,"at":"2026-01-05T08:30:00+08:00","actor":"p1","action":"case.dispatched","subject":"case:1","detail":"legs=2"}""", line);
    }

    [Fact]
    public async Task FinishedMessage_WithoutSubject_ExpiresAndLeavesNothingInTheQueues()
    {
        await UseEverythingAsync();
        var leased = await Stores.Outbox.LeaseAsync(Tenant, Morning, Morning, 10, Lease, CancellationToken.None);
        foreach (var entry in leased)
            await Stores.Outbox.FinishAsync(Tenant, entry, DeliveryState.Delivered, null, Audit("delivery.delivered"), CancellationToken.None);
        Assert.True((await _redis.Connection.ReadAsync(["PTTL", $"{{{Tenant.Value}}}:message:reply"])).AsInteger() > 0);
        Assert.Equal(-1, (await _redis.Connection.ReadAsync(["PTTL", $"{{{Tenant.Value}}}:message:about"])).AsInteger());
        foreach (var queue in new[] { "outbox:ready", "outbox:leased", "outbox:open:case:1" })
            Assert.Equal(0, (await _redis.Connection.ReadAsync(["EXISTS", $"{{{Tenant.Value}}}:{queue}"])).AsInteger());
    }

    [Fact]
    public async Task LogBeyondItsLimit_DropsTheOldestAndKeepsNumbers()
    {
        for (var i = 1; i <= 250; i++)
            await Stores.Logs.AppendAsync(Tenant, new LogAppend("c1", $"e{i}", "{}"), CancellationToken.None);
        var entries = await Stores.Logs.ReadAsync(Tenant, "c1", 0, 1000, CancellationToken.None);
        Assert.Equal(Enumerable.Range(51, 200), entries.Select(e => (int)e.Number));
        Assert.Equal("e51", entries[0].EntryId);
        Assert.Equal(2 + (3 * 200), (await _redis.Connection.ReadAsync(["HLEN", $"{{{Tenant.Value}}}:log:c1"])).AsInteger());
    }

    private Task<CommitOutcome> UseEverythingAsync() => Stores.Changes.CommitAsync(
        Change(
            new Effects
            {
                Records = [new RecordWrite(new RecordKey("case", "1"), 0, "{}")],
                Indexes = [new IndexWrite("cases/open", "1", Morning)],
                Dues = [new DueWrite("case/1", Morning)],
                Outbox = [Message("reply", conversation: "c1"), Message("about", "case:1")],
                Audit = [Audit("case.made")],
            },
            once: "turn/0") with
        { Logs = [new LogAppend("c1", "e1", "{}")] },
        CancellationToken.None);
}
