using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>The budgets of app, tenant, conversation and member hold for all processes on one store, each for itself and all at once.</summary>
public abstract class RateContract : StoreContract
{
    private const string Rules = """
        {"schema":1,"urgent":["assignment"],"openingPerSecond":25,"openingSpread":[],"channels":[{"channel":"x","limits":[
          {"scope":"app","count":120,"seconds":60,"burst":40,"source":"s"},{"scope":"tenant","count":200,"seconds":60,"burst":60,"source":"s"},
          {"scope":"conversation","count":20,"seconds":60,"burst":8,"source":"s"},{"scope":"member","count":10,"seconds":60,"burst":3,"source":"s"}]},
         {"channel":"y","limits":[{"scope":"tenant","count":200,"seconds":60,"burst":60,"source":"s"}]}]}
        """;

    private static readonly ChannelRules Limits = ChannelRules.Parse(Rules).Value!;

    /// <summary>App 40, conversation 8, member 3 at once; the tenant's 60 are shared with the other channel.</summary>
    [Theory]
    [InlineData("x", 1, 1, 3)]
    [InlineData("x", 1, 16, 8)]
    [InlineData("x", 64, 64, 40)]
    [InlineData("y", 64, 64, 60)]
    public async Task Begin_ManyAtOnce_TheNarrowestBudgetHolds(string channel, int conversations, int members, int granted)
    {
        var store = await CreateAsync();
        var leased = await LeasedAsync(store, 64);

        var answers = await Task.WhenAll(leased.Select((entry, i) => Task.Run(() =>
            BeginAsync(store, entry, new Address(channel, $"c{i % conversations}", $"m{i % members}")))));

        Assert.Equal(granted, answers.Count(a => a.Answer == SendAnswer.Granted));
        Assert.All(answers.Where(a => a.Answer != SendAnswer.Granted), a => Assert.Equal((SendAnswer.OverRate, 0), (a.Answer, a.Attempts)));
        Assert.All(answers.Where(a => a.Answer != SendAnswer.Granted), a => Assert.InRange(a.Wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Begin_TenantsBudgetTakenInOneChannel_IsMissingInTheOther()
    {
        var store = await CreateAsync();
        var leased = await LeasedAsync(store, 64);
        for (var i = 0; i < 60; i++)
            Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[i], new Address("y", $"c{i}", $"m{i}"))).Answer);

        Assert.Equal(SendAnswer.OverRate, (await BeginAsync(store, leased[60], new Address("x", "c", "m"))).Answer);
    }

    [Theory]
    [InlineData(RateScope.Member, true, true)]
    [InlineData(RateScope.Conversation, false, true)]
    [InlineData(RateScope.App, false, false)]
    public async Task Defer_SlowedDown_PausesWhatTheChannelNamed(RateScope scope, bool sameConversation, bool otherConversation)
    {
        var store = await CreateAsync();
        var leased = await LeasedAsync(store, 4);
        var address = new Address("x", "c1", "m1");
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[0], address)).Answer);
        var pause = new Deferral(DeliveryState.Retrying, Now.AddSeconds(30), "429")
        {
            Uncounted = true,
            PausedBuckets = Limits.PausedBy(scope, leased[0].Message, address),
            PausedUntil = MachineNow.AddSeconds(30),
        };
        Assert.True(await store.Outbox.DeferAsync(store.Tenant, leased[0], pause, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(30), (await BeginAsync(store, leased[1], address)).Wait);
        Assert.Equal(sameConversation, (await BeginAsync(store, leased[1], address with { AccountId = "m2" })).Answer == SendAnswer.Granted);
        Assert.Equal(otherConversation, (await BeginAsync(store, leased[2], new Address("x", "c2", "m3"))).Answer == SendAnswer.Granted);
        // Another channel of the tenant goes on, and so does this one when the pause is over; nothing was dropped or counted.
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, leased[3], new Address("y", "c1", "m1"))).Answer);
        var again = (await LeaseAsync(store, Now.AddSeconds(30), MachineNow.AddSeconds(30))).Single(e => e.Message.Id == leased[0].Message.Id);
        Assert.Equal(0, again.Attempts);
        Assert.Equal(SendAnswer.Granted, (await BeginAsync(store, again, address, 30)).Answer);
    }

    private async Task<IReadOnlyList<OutboxEntry>> LeasedAsync(StoreUnderTest store, int count)
    {
        await QueueAsync(store, [.. Enumerable.Range(0, count).Select(i => Message($"{i:00}"))]);
        return await LeaseAsync(store);
    }

    private static Task<SendPermit> BeginAsync(StoreUnderTest store, OutboxEntry leased, Address address, double seconds = 0) => store.Outbox.BeginSendAsync(
        store.Tenant, leased, new SendRequest(MachineNow.AddSeconds(seconds), null, Limits.BucketsOf(leased.Message, address)), CancellationToken.None);
}
