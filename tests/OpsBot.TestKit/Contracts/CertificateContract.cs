using System.Text.Json;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>Each transition and its entry are one step; sealing takes what is pending exactly once.</summary>
public abstract class CertificateContract : StoreContract
{
    [Fact]
    public async Task Commit_AuditAndCertificate_ArePendingInOrder()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Audit = [Audit("case.opened")], Certificate = [Entry("m1")] });

        var pending = await PendingAsync(store);
        Assert.Equal(["audit", "sent"], pending.Select(e => e.Event));
        Assert.Equal("case.opened", pending[0].Audit!.Value.GetProperty("action").GetString());
        Assert.Equal(Now, pending[0].At);
    }

    [Fact]
    public async Task Commit_Refused_LeavesNoEntry()
    {
        var store = await CreateAsync();
        var change = Change(store, new Effects { Records = [Write("1", 7)], Audit = [Audit()], Certificate = [Entry("m1")] });

        Assert.IsType<CommitOutcome.Conflict>(await store.Changes.CommitAsync(change, CancellationToken.None));

        Assert.Empty(await PendingAsync(store));
    }

    [Fact]
    public async Task Queue_ForLater_IsHeldFromTheStart()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("now"), Message("later", notBefore: Now.AddHours(12)));

        var held = Assert.Single(await PendingAsync(store));
        Assert.Equal(("held", "later", "assignment", "person-1", "not_before"), (held.Event, held.Message, held.Class, held.To, held.Reason));
        Assert.Equal(Now.ToUnixTimeMilliseconds(), held.AtMs);
    }

    [Fact]
    public async Task FinishAndDefer_WithLease_SayWhatTheyWereGiven_WithoutLease_Nothing()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("m1"));
        var first = await LeaseOneAsync(store);
        Assert.True(await store.Outbox.DeferAsync(store.Tenant, first, new Deferral(DeliveryState.Held, Now, "later") { Certificate = Entry("m1", "held") }, CancellationToken.None));
        Assert.False(await store.Outbox.DeferAsync(store.Tenant, first, new Deferral(DeliveryState.Held, Now, "later") { Certificate = Entry("m1", "held") }, CancellationToken.None));
        var second = await LeaseOneAsync(store);
        var end = new DeliveryEnd(DeliveryState.Delivered, null, Audit("delivery.delivered")) { Certificate = Entry("m1") };
        Assert.True(await store.Outbox.FinishAsync(store.Tenant, second, end, CancellationToken.None));
        Assert.False(await store.Outbox.FinishAsync(store.Tenant, second, end, CancellationToken.None));

        Assert.Equal(["held", "sent"], (await PendingAsync(store)).Select(e => e.Event));
    }

    [Fact]
    public async Task Withdraw_WaitingAndLeased_AreBothLoggedOnce()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("leased", "case:1"));
        var leased = await LeaseOneAsync(store);
        await QueueAsync(store, Message("waiting", "case:1"), Message("reply", "case:1") with { Class = MessageClass.Reply }, Message("receipt", "case:1") with { Class = MessageClass.Receipt });
        await CommitAsync(store, new Effects { Withdrawals = ["case:1"] });
        Assert.Equal(["receipt", "waiting"], (await PendingAsync(store)).Select(e => e.Message!).Order(StringComparer.Ordinal));
        Assert.False(await DeferAsync(store, leased, DeliveryState.Retrying, Now));
        await CommitAsync(store, new Effects { Withdrawals = ["case:1"] });

        var pending = await PendingAsync(store);
        Assert.Equal(["leased", "receipt", "waiting"], pending.Select(e => e.Message!).Order(StringComparer.Ordinal));
        Assert.All(pending, e => Assert.Equal("withdrawn", e.Event));
        Assert.Null(pending.Single(e => e.Message == "receipt").To);
    }

    [Fact]
    public async Task Merge_Items_AreLoggedEach()
    {
        var store = await CreateAsync();
        await QueueAsync(store, Message("m1"), Message("m2"));
        foreach (var entry in await LeaseAsync(store))
            await store.Outbox.DeferAsync(store.Tenant, entry, new Deferral(DeliveryState.Held, Now, "over_burden") { ForDigest = true }, CancellationToken.None);
        var leader = (await LeaseAsync(store))[0];

        Assert.True(await store.Outbox.MergeAsync(store.Tenant, leader, Message("digest") with { Class = MessageClass.Digest, Items = ["m1", "m2"] }, Audit("delivery.merged"), CancellationToken.None));

        Assert.Equal([("merged", "m1"), ("merged", "m2")], (await PendingAsync(store)).Select(e => (e.Event, e.Message!)));
    }

    [Fact]
    public async Task Seal_AnotherHead_ChangesNothing()
    {
        var store = await CreateAsync();
        await CommitAsync(store, new Effects { Certificate = [Entry("m1"), Entry("m2"), Entry("m3")] });
        var raw = await store.Certificates.PendingAsync(store.Tenant, 2, CancellationToken.None);
        var (lines, next) = CertificateChain.Seal(CertificateHead.Start, raw, Now);

        Assert.True(await store.Certificates.SealAsync(store.Tenant, CertificateHead.Start, lines, next, CancellationToken.None));
        Assert.False(await store.Certificates.SealAsync(store.Tenant, CertificateHead.Start, lines, next, CancellationToken.None));

        Assert.Equal(next, await store.Certificates.HeadAsync(store.Tenant, CancellationToken.None));
        Assert.Equal(["m3"], (await PendingAsync(store)).Select(e => e.Message!));
        Assert.Equal(lines, await store.Certificates.ReadAsync(store.Tenant, 1, 10, CancellationToken.None));
        Assert.Equal(lines.Skip(1), await store.Certificates.ReadAsync(store.Tenant, 2, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Seal_ManySealersAndWriters_MakesOneChainOfEveryEntry()
    {
        var store = await CreateAsync();
        var clock = new InMemory.ManualClock(Now);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await CommitAsync(store, new Effects { Certificate = [Entry($"w{writer}-{i}")] });
        })).ToArray();
        while (writers.Any(w => !w.IsCompleted))
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => new CertificateSealHandler(store.Certificates, clock).RunAsync(store.Tenant, CancellationToken.None))));
        await Task.WhenAll(writers);
        var head = await new CertificateSealHandler(store.Certificates, clock).RunAsync(store.Tenant, CancellationToken.None);

        var verifier = new CertificateVerifier([], null);
        var lines = await store.Certificates.ReadAsync(store.Tenant, 1, 1000, CancellationToken.None);
        Assert.All(lines, line => Assert.True(verifier.Add(line), verifier.Fault));
        Assert.Equal((200, head), (lines.Count, verifier.Head));
        Assert.Equal(200, lines.Select(l => CertificateChain.Parse(l)!.Entry.Message).Distinct().Count());
    }

    private static CertificateEntry Entry(string message, string happened = CertificateEvents.Sent) => new() { At = Now, Event = happened, Message = message, Class = "assignment" };

    private static async Task<IReadOnlyList<CertificateEntry>> PendingAsync(StoreUnderTest store) =>
        [.. (await store.Certificates.PendingAsync(store.Tenant, 100, CancellationToken.None)).Select(json => JsonSerializer.Deserialize<CertificateEntry>(json, StoredJson.Options)!)];
}
