using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.Circulars;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Overrides;

/// <summary>Random commands by random people at random times against a model that remembers only what was allowed.</summary>
public sealed class OverrideStateTests
{
    private static readonly string[] Everybody = ["ann", "bob", "ben", "cai", "eve", "emil"];
    private static readonly DirectorySnapshot Town = CircularWorld.Town();

    [Fact]
    public void Commands_AtRandom_LiftOnlyBetweenASecondPersonsApprovalAndTheFirstEnd()
    {
        var random = new Random(20261122);
        var (lifted, seen) = (0, new HashSet<OverrideStatus>());
        for (var run = 0; run < 5_000; run++)
        {
            var now = WorkTimeData.Local("2026-11-21 20:00");
            var (hours, requester) = (random.Next(-1, 30), Person(random));
            var asked = OverridePolicy.Request("JJ-1", new OverrideTerms(random.Next(8) == 0 ? "party" : "flood", hours, "急"), random.Next(9) == 0 ? "" : "circular:1", random.Next(9) == 0 ? [] : ["east"], requester, OverrideData.Rules, Town, now);
            if (asked is not OverrideDecision.Done { Override: var item })
                continue;
            Assert.True(requester!.Is(Role.Admin) && hours is >= 1 and <= 24 && item.Terms.Ground == "flood" && item.Subject.Length > 0 && item.UnitIds.Count > 0);

            // The model: from when to when it may lift, and by whom.
            (DateTimeOffset From, DateTimeOffset Until)? life = null;
            var decided = false;
            for (var step = 0; step < 12; step++)
            {
                now += TimeSpan.FromMinutes(random.Next(0, 300));
                var person = Person(random);
                var before = item;
                switch (random.Next(4))
                {
                    case 0:
                        item = After(OverridePolicy.Approve(item, person, OverrideData.Rules, now), item);
                        if (item != before)
                        {
                            Assert.False(decided);
                            Assert.True(person!.Is(Role.Approver) && person.Id != item.RequesterId && now < item.RequestedAt.AddHours(24));
                            (decided, life) = (true, (now, now.AddHours(hours)));
                        }
                        break;
                    case 1:
                        item = After(OverridePolicy.Reject(item, person, OverrideData.Rules, now), item);
                        if (item != before)
                        {
                            Assert.False(decided);
                            Assert.True(person!.Is(Role.Approver) && person.Id != item.RequesterId);
                            decided = true;
                        }
                        break;
                    case 2:
                        item = After(OverridePolicy.Revoke(item, person, OverrideData.Rules, now), item);
                        if (item != before)
                        {
                            Assert.True(person!.Is(Role.Approver) || person.Id == item.RequesterId);
                            (decided, life) = (true, life is { } open ? (open.From, now) : null);
                        }
                        break;
                    default:
                        item = OverridePolicy.Expire(item, OverrideData.Rules, now) ?? item;
                        decided |= item.Status == OverrideStatus.Expired;
                        break;
                }
                if (before.Status is not (OverrideStatus.Pending or OverrideStatus.Approved))
                    Assert.Equal(before, item);
                seen.Add(item.Status);
                var expected = life is { } span && now >= span.From && now < span.Until;
                Assert.True(expected == item.LiftsAt(now), $"run {run} step {step}: {item}");
                Assert.False(item.LiftsAt(item.RequestedAt.AddHours(48)));
                Assert.True(item.Covers("circular:1", ["east-town", "east", "city"]) && !item.Covers("circular:2", ["east"]) && !item.Covers("circular:1", ["west", "city"]));
                lifted += expected ? 1 : 0;
            }
        }
        Assert.Equal(Enum.GetValues<OverrideStatus>().Length, seen.Count);
        Assert.True(lifted > 500);
    }

    private static Override After(OverrideDecision decision, Override before) => decision is OverrideDecision.Done done ? done.Override : before;

    private static Person? Person(Random random) => random.Next(10) == 0 ? null : Town.Person(Everybody[random.Next(Everybody.Length)]);
}
