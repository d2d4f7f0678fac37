using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>Five thousand items that waited for one opening, over channels with their published rates.</summary>
public sealed class MorningBurstTests
{
    private static readonly DateTimeOffset Opening = WorkTimeData.Local("2026-11-23 08:30");

    [Fact]
    public async Task FiveThousandItems_AtOneOpening_ArriveInTimeWithinEveryRate()
    {
        var world = new GateWorld("2026-11-22 20:00", people: 50);
        MessageClass[] classes = [MessageClass.Escalation, MessageClass.Assignment, MessageClass.Reminder, MessageClass.Circular];
        await world.QueueAsync([.. Enumerable.Range(0, 3500).Select(i => world.Message($"t{i}", classes[i % 4], $"x{i}") with { Address = new Address(GateWorld.Teams, $"t{i}", $"x{i}") })]);
        await world.QueueAsync([.. Enumerable.Range(0, 500).Select(i => world.ToGroup($"g{i}", $"group-{i % 10}"))]);
        await world.QueueAsync([.. Enumerable.Range(0, 1000).Select(i => world.Message($"w{i}", MessageClass.Assignment, $"p{i % 50}"))]);

        await world.RunToAsync("2026-11-23 08:46");

        var after = world.Sent.Select(s => s.At - Opening).Order().ToArray();
        Assert.Equal(5000, after.Length);
        Assert.True(after[4749] <= TimeSpan.FromMinutes(5), $"95% after {after[4749]}");
        Assert.True(after[^1] <= TimeSpan.FromMinutes(15), $"all after {after[^1]}");
        Assert.Empty(await GateInvariants.ViolationsAsync(world));
        // Neither the opening second nor any other one carries more than the rates' share.
        Assert.True(after[0] > TimeSpan.Zero);
        Assert.InRange(after.GroupBy(a => (int)a.TotalSeconds).Max(g => g.Count()), 1, 120);
        Assert.True(Median(world, MessageClass.Escalation) < Median(world, MessageClass.Reminder));
        Assert.True(Median(world, MessageClass.Reminder) < Median(world, MessageClass.Circular));
    }

    private static TimeSpan Median(GateWorld world, MessageClass @class)
    {
        var of = world.Sent.Where(s => s.Message.Class == @class && s.Address.Channel == GateWorld.Teams).Select(s => s.At - Opening).Order().ToArray();
        return of[of.Length / 2];
    }
}
