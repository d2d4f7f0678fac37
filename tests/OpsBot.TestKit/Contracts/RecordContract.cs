using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>Reading back: any id, large content, sorted indexes, many writers.</summary>
public abstract class RecordContract : StoreContract
{
    public static TheoryData<string> UnusualIds =>
    [
        "南安市/水头镇 件1",
        "two  spaces and a tab\t",
        "a:b::c",
        "{tenant}{other}",
        "}{",
        "/../x//y/",
        "*?[a-z]\\",
        "\"quoted\" 'single' $1 %s",
        "😀é\u200d",
        "0",
        "-1",
        "nil",
        new string('长', 200),
        new string('x', 200),
    ];

    [Theory]
    [MemberData(nameof(UnusualIds))]
    public async Task Commit_UnusualId_IsFoundAgainEverywhere(string id)
    {
        var store = await CreateAsync();
        var effects = new Effects
        {
            Records = [Write(id, 0, "content")],
            Indexes = [new IndexWrite("by/" + id, id, Now)],
            Dues = [new DueWrite("case/" + id, Now)],
            Outbox = [Message(id, "case:" + id)],
        };

        await CommitAsync(store, effects, Once(id), new LogAppend(id, id, "{}"));

        Assert.Equal(new StoredRecord(CaseKey(id), 1, "content"), await ReadAsync(store, id));
        Assert.Equal([id], await ListAsync(store, "by/" + id));
        Assert.Equal(["case/" + id], await LeaseDueAsync(store));
        Assert.Equal([new LogEntry(1, id, "{}")], await ReadLogAsync(store, id));
        var listed = Assert.Single(await store.Outbox.ListAsync(store.Tenant, "case:" + id, 0, 10, CancellationToken.None));
        Assert.Equal(id, listed.Message.Id);
        Assert.Equal(id, (await LeaseOneAsync(store)).Message.Id);
        var again = await store.Changes.CommitAsync(Change(store, effects, Once(id)), CancellationToken.None);
        Assert.IsType<CommitOutcome.Duplicate>(again);
    }

    [Fact]
    public async Task Commit_SimilarIds_AreKeptApart()
    {
        var store = await CreateAsync();
        string[] ids = ["a", "A", "a ", " a", "a:", ":a", "a/b", "a:b", "a::b", "件", "件 "];

        await WriteAsync(store, [.. ids.Select(id => Write(id, 0, id))]);

        foreach (var id in ids)
            Assert.Equal(id, (await ReadAsync(store, id))!.Json);
    }

    [Fact]
    public async Task Commit_OneMegabyteOfJson_ComesBackUnchanged()
    {
        var store = await CreateAsync();
        var random = new Random(1122);
        var text = string.Concat(Enumerable.Range(0, 260_000).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
        var json = JsonSerializer.Serialize(new { Schema = 1, Text = text + "\"\\\r\n\0\u2028" }, StoredJson.Options);

        await CommitAsync(store, new Effects { Records = [Write("1", 0, json)] }, null, new LogAppend("talk", "1", json));

        Assert.Equal(json, (await ReadAsync(store, "1"))!.Json);
        Assert.Equal(json, Assert.Single(await ReadLogAsync(store, "talk")).Json);
    }

    [Fact]
    public async Task Get_SomeMissing_GivesThoseThatExist()
    {
        var store = await CreateAsync();
        await WriteAsync(store, Write("1", 0), Write("3", 0));

        var found = await store.Records.GetAsync(store.Tenant, [CaseKey("1"), CaseKey("2"), CaseKey("3")], CancellationToken.None);

        Assert.Equal(["1", "3"], found.Select(r => r.Key.Id).Order());
        Assert.Empty(await store.Records.GetAsync(store.Tenant, [], CancellationToken.None));
    }

    [Fact]
    public async Task List_Members_RiseByInstantOrFallWhenNewestFirst()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Indexes = [Indexed("b", 2), Indexed("c", 1), Indexed("a", 3)] });

        Assert.Equal(["c", "b", "a"], await ListAsync(store, "open"));
        Assert.Equal(["a", "b", "c"], await ListAsync(store, "open", newestFirst: true));
        Assert.Empty(await ListAsync(store, "closed"));
    }

    [Fact]
    public async Task List_OneMillisecondApart_KeepsTheOrder()
    {
        var store = await CreateAsync();
        var effects = new Effects { Indexes = [new("open", "a", Now.AddMilliseconds(1)), new("open", "b", Now), new("open", "old", DateTimeOffset.UnixEpoch.AddYears(-30))] };

        await CommitAsync(store, effects);

        Assert.Equal(["old", "b", "a"], await ListAsync(store, "open"));
    }

    [Fact]
    public async Task List_Take_GivesTheFirstOnes()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Indexes = [.. Enumerable.Range(0, 1200).Select(i => Indexed($"{i}", i))] });

        Assert.Equal(["0", "1"], await ListAsync(store, "open", take: 2));
        Assert.Equal(["1199", "1198"], await ListAsync(store, "open", take: 2, newestFirst: true));
        Assert.Equal(1000, (await ListAsync(store, "open", take: 1000)).Count);
    }

    [Fact]
    public async Task List_MemberWrittenAgain_MovesAndStaysOne()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Indexes = [Indexed("a", 1), Indexed("b", 2)] });

        await CommitAsync(store, new Effects { Indexes = [Indexed("a", 3)] });

        Assert.Equal(["b", "a"], await ListAsync(store, "open"));
    }

    [Fact]
    public async Task List_MemberRemoved_IsGone()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Indexes = [Indexed("a", 1), Indexed("b", 2)] });

        await CommitAsync(store, new Effects { Indexes = [new("open", "a", null), new("open", "never there", null)] });

        Assert.Equal(["b"], await ListAsync(store, "open"));
    }

    [Fact]
    public async Task List_RemovedAndAddedInOneCommit_FollowsTheirOrder()
    {
        var store = await CreateAsync();

        await CommitAsync(store, new Effects { Indexes = [new("open", "a", null), Indexed("a", 1), Indexed("b", 1), new("open", "b", null)] });

        Assert.Equal(["a"], await ListAsync(store, "open"));
    }

    [Fact]
    public async Task Commit_SixteenWritersOfOneRecord_LoseNothing()
    {
        var store = await CreateAsync();
        const int Writers = 16;
        const int Each = 10;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
                await IncrementAsync(store);
        })));

        var end = await ReadAsync(store, "counter");
        Assert.Equal(Writers * Each, end!.Version);
        Assert.Equal($"{Writers * Each}", end.Json);
        Assert.Equal(Writers * Each, await store.CountAuditAsync(store.Tenant));
    }

    private static IndexWrite Indexed(string member, int minutes) => new("open", member, Now.AddMinutes(minutes));

    /// <summary>Some writer succeeds in each round, so the loop ends.</summary>
    private async Task IncrementAsync(StoreUnderTest store)
    {
        while (true)
        {
            var (version, value) = await ReadAsync(store, "counter") is { } stored ? (stored.Version, int.Parse(stored.Json)) : (0, 0);
            var effects = new Effects { Records = [Write("counter", version, $"{value + 1}")], Audit = [Audit()] };
            if (await store.Changes.CommitAsync(Change(store, effects), CancellationToken.None) is CommitOutcome.Committed)
                return;
        }
    }
}
