using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

public sealed class RateKeyTests
{
    [Fact]
    public void BucketsOf_AccountsWithoutConversation_AreNotOneConversation()
    {
        var city = new OutageCity(account => new Address("teams", "", account));
        var message = new OutboundMessage { Id = "m", Class = MessageClass.Assignment, PersonId = "p", Content = "x", CreatedAt = default };

        var first = city.Rules.Channels.BucketsOf(message, new Address("teams", "", "a-1")).Select(b => b.Name).Where(n => n.Contains(":conversation:", StringComparison.Ordinal)).ToArray();
        var second = city.Rules.Channels.BucketsOf(message, new Address("teams", "", "a-2")).Select(b => b.Name).ToArray();

        Assert.NotEmpty(first);
        Assert.Empty(first.Intersect(second));
    }
}
