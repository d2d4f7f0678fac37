using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Rates;

public sealed class ChannelRulesTests
{
    private const string AllScopes = """
        {"schema":1,"urgent":["reply"],"openingPerSecond":25,"openingSpread":[],"channels":[{"channel":"x","limits":[
          {"scope":"app","count":40,"seconds":1,"burst":12,"source":"s"},{"scope":"tenant","count":100,"seconds":1,"burst":30,"source":"s"},
          {"scope":"conversation","count":7,"seconds":1,"burst":2,"source":"s"},{"scope":"group","count":20,"seconds":60,"burst":2,"source":"s"},
          {"scope":"member","count":30,"seconds":60,"burst":3,"source":"s"}]},
         {"channel":"y","limits":[{"scope":"tenant","count":100,"seconds":1,"burst":30,"source":"s"}]}]}
        """;

    private static readonly Address Person = new("x", "c1", "p:1");
    private static readonly Address Group = new("x", "g1");
    private readonly ChannelRules _rules = ChannelRules.Parse(AllScopes).Value!;

    [Fact]
    public void Buckets_OfAPersonsChat_AreThoseOfAppTenantConversationAndMember() => Assert.Equal(
        ["x", "x:app:1:", "*:tenant:1:", "x:conversation:1:c1", "x:member:60:p:1"],
        _rules.BucketsOf(Message(), Person).Select(b => b.Name));

    [Fact]
    public void Buckets_OfAGroup_HaveTheGroupAndNoMember() => Assert.Equal(
        ["x", "x:app:1:", "*:tenant:1:", "x:conversation:1:g1", "x:group:60:g1"],
        _rules.BucketsOf(Message(), Group).Select(b => b.Name));

    [Fact]
    public void Buckets_OfTwoChannels_ShareTheTenants() => Assert.Equal(
        ["*:tenant:1:"],
        _rules.BucketsOf(Message(), Person).Select(b => b.Name).Intersect(_rules.BucketsOf(Message(), new Address("y", "c1", "p:1")).Select(b => b.Name)));

    [Theory]
    [InlineData(RateScope.App, "x")]
    [InlineData(RateScope.Tenant, "*:tenant:1:")]
    [InlineData(RateScope.Conversation, "x:conversation:1:c1")]
    [InlineData(RateScope.Member, "x:member:60:p:1")]
    public void Paused_ByScope_IsThatBucketAndNoOther(RateScope scope, string expected) =>
        Assert.Equal([expected], _rules.PausedBy(scope, Message(), Person));

    [Theory]
    [InlineData("dingtalk", RateScope.Conversation, "dingtalk:place:0:c1")]
    [InlineData("dingtalk", RateScope.Member, "dingtalk:place:0:c1")]
    [InlineData("wecom", RateScope.Conversation, "wecom:member:60:p:1 wecom:member:3600:p:1")]
    [InlineData("directline", RateScope.Member, "directline")]
    public void Paused_InAChannelThatDoesNotCountThere_LeavesOtherPlaces(string channel, RateScope scope, string expected)
    {
        var rules = Shipped();
        var address = new Address(channel, "c1", "p:1");

        var paused = rules.PausedBy(scope, Message(), address);

        Assert.Equal(expected, string.Join(' ', paused));
        // What is paused is looked at before the next send to the same place.
        Assert.Subset(rules.BucketsOf(Message(), address).Select(b => b.Name).ToHashSet(), paused.ToHashSet());
    }

    [Fact]
    public void Paused_ByAConversationNamedLikeAScope_IsNoOther() => Assert.Equal(
        ["x:conversation:1::member:"], _rules.PausedBy(RateScope.Conversation, Message(), new Address("x", ":member:")));

    [Fact]
    public void Shipped_EveryChannel_StaysWithinItsPublishedNumberInEveryWindow()
    {
        foreach (var limit in Shipped().Channels.SelectMany(c => c.Limits))
        {
            var bucket = limit.Bucket("x", "k", urgent: true);
            // As many at once as it gives, and then each token as it comes back.
            var inWindow = bucket.Burst + Math.Floor(TimeSpan.FromSeconds(limit.Seconds) / bucket.Interval);
            Assert.InRange(inWindow, 1, limit.Count);
            Assert.True(limit.Bucket("x", "k", urgent: false).Reserve is 0 or 1);
        }
    }

    [Theory]
    [InlineData("\"channel\":\"y\"", "\"channel\":\"x\"", "x 写了两次")]
    [InlineData("\"scope\":\"member\",\"count\":30", "\"scope\":\"member\",\"count\":1", "count")]
    [InlineData("\"count\":20,\"seconds\":60,\"burst\":2", "\"count\":20,\"seconds\":60,\"burst\":20", "burst")]
    [InlineData("\"channel\":\"y\",\"limits\":[{\"scope\":\"tenant\",\"count\":100", "\"channel\":\"y\",\"limits\":[{\"scope\":\"tenant\",\"count\":90", "tenant")]
    [InlineData("\"scope\":\"app\"", "\"scope\":\"planet\"", "JSON")]
    public void Parse_BadNumbers_AreRefused(string good, string bad, string expected)
    {
        Assert.Contains(good, AllScopes, StringComparison.Ordinal);
        var faults = ChannelRules.Parse(AllScopes.Replace(good, bad, StringComparison.Ordinal)).Faults;

        Assert.Contains(expected, string.Join('\n', faults), StringComparison.Ordinal);
    }

    private static ChannelRules Shipped() =>
        ChannelRules.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", "channels.json"))).Value!;

    private static OutboundMessage Message() => new() { Id = "1", Class = MessageClass.Reply, PersonId = "p1", Content = "x", CreatedAt = default };
}
