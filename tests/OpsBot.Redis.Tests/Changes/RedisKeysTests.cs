using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>What lies in Redis, as operators and other processes see it.</summary>
public sealed class RedisKeysTests(RedisStoresFixture redis) : StoreContract, IClassFixture<RedisStoresFixture>
{
    [Fact]
    public async Task EveryKey_AfterUseOfEveryPort_CarriesTheTenantsHashTag()
    {
        var store = await CreateAsync();
        await UseEverythingAsync(store);
        var keys = (await redis.Connection.AskAsync(["KEYS", "*"])).AsArray().Select(key => key.AsText()).ToArray();
        Assert.All(keys, key => Assert.Matches(@"^\{t-\d+\}:", key));
        Assert.Equal(
            ["audit", "certificate:pending", "due", "due:at", "index:cases/open", "log:talk", "message:message-1", "message:reply", "once:turn/0", "outbox:all", "outbox:count:case:1",
                "outbox:number", "outbox:open:case:1", "outbox:ready", "outbox:subject:case:1", "record:case:1"],
            keys.Where(key => key.StartsWith(Key(store, ""), StringComparison.Ordinal)).Select(key => key[Key(store, "").Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OnceKey_IsForgottenAfterItsTime()
    {
        var store = await CreateAsync();
        await CommitAsync(store, Effects.None, Once("turn/1"));
        var left = (await redis.Connection.AskAsync(["PTTL", Key(store, "once:turn/1")])).AsInteger();
        Assert.InRange(TimeSpan.FromMilliseconds(left), OnceKey.DefaultKeepFor - TimeSpan.FromMinutes(1), OnceKey.DefaultKeepFor);
    }

    [Fact]
    public async Task Record_IsItsVersionAndItsJson()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("1", 0, "{\"schema\":1}"));
        Assert.Equal("1\n{\"schema\":1}", (await redis.Connection.AskAsync(["GET", Key(store, "record:case:1")])).AsText());
    }

    [Fact]
    public async Task Audit_Line_IsJsonWithASchemaNumber()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Audit = [new AuditEntry(Now, "p1", "case.dispatched", "case:1", "legs=2")] });
        var line = (await redis.Connection.AskAsync(["XRANGE", Key(store, "audit"), "-", "+"])).AsArray()[0].AsArray()[1].AsArray()[1].AsText();
        Assert.Equal(
            """{"schema":1,"at":"2026-11-23T09:00:00+08:00","actor":"p1","action":"case.dispatched","subject":"case:1","detail":"legs=2"}""", line);
    }

    [Fact]
    public async Task Commit_OneOfManyMeetsBrokenStorage_FailsAlone()
    {
        var store = await CreateAsync();
        await redis.Connection.DoAsync(["RPUSH", Key(store, "record:case:bad"), "no text"]);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var write = i % 20 == 7 ? Write("bad", 0) : Write($"{i}", 0);
            return await Record.ExceptionAsync(() => store.Changes.CommitAsync(Change(store, new Effects { Records = [write] }), CancellationToken.None));
        }));

        for (var i = 0; i < outcomes.Length; i++)
        {
            Assert.Equal(i % 20 == 7 ? typeof(RedisReplyException) : null, outcomes[i]?.GetType());
            Assert.Equal(i % 20 != 7, i % 20 != 7 && await ReadAsync(store, $"{i}") is not null);
        }
    }

    [Fact]
    public async Task FinishedMessage_WithoutSubject_ExpiresAndNothingStaysInTheQueues()
    {
        var store = await CreateAsync();
        await UseEverythingAsync(store);
        foreach (var entry in await LeaseAsync(store)) Assert.True(await FinishAsync(store, entry, DeliveryState.Delivered));
        Assert.InRange((await redis.Connection.AskAsync(["PTTL", Key(store, "message:reply")])).AsInteger(), 1, long.MaxValue);
        Assert.Equal(-1, (await redis.Connection.AskAsync(["PTTL", Key(store, "message:message-1")])).AsInteger());
        foreach (var queue in new[] { "outbox:ready", "outbox:leased", "outbox:all", "outbox:open:case:1" })
            Assert.Equal(0, (await redis.Connection.AskAsync(["EXISTS", Key(store, queue)])).AsInteger());
    }

    [Fact]
    public async Task LogBeyondItsLimit_DropsTheOldestAndKeepsNumbers()
    {
        var store = await CreateAsync();
        for (var i = 1; i <= 250; i++)
            await store.Log.AppendAsync(store.Tenant, new LogAppend("talk", $"e{i}", "{}"), CancellationToken.None);
        var entries = await ReadLogAsync(store, "talk");
        Assert.Equal(Enumerable.Range(51, 200), entries.Select(e => (int)e.Number));
        Assert.Equal("e51", entries[0].EntryId);
        Assert.Equal(2 + (3 * 200), (await redis.Connection.AskAsync(["HLEN", Key(store, "log:talk")])).AsInteger());
    }

    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();

    private static string Key(StoreUnderTest store, string name) => $"{{{store.Tenant.Value}}}:{name}";

    private Task UseEverythingAsync(StoreUnderTest store) => CommitAsync(
        store,
        Everything(0).Plus(new Effects { Outbox = [Message("reply")] }),
        Once("turn/0"),
        new LogAppend("talk", "entry", "{}"));
}
