using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>One long weekend in which everything happens that a stage is there for. Each stage is needed.</summary>
public sealed class GateInvariantTests
{
    private static readonly IReadOnlyList<IDeliveryStage> All = StandardStages.InOrder(GateData.Rules);

    public static TheoryData<string, string> Stages => new()
    {
        { nameof(WithdrawnStage), "withdrawn" },
        { nameof(ExpiryStage), "late" },
        { nameof(DuplicateStage), "duplicate" },
        { nameof(OverrideStage), "override" },
        { nameof(WorkingTimeStage), "silence" },
        { nameof(OpeningSpreadStage), "burst" },
        { nameof(BurdenStage), "burden" },
        { nameof(RateStage), "rate" },
    };

    [Fact]
    public async Task Run_AllStages_BreaksNothing()
    {
        var world = await PlayAsync(All);

        Assert.Empty(await GateInvariants.ViolationsAsync(world));
        Assert.Contains(world.Sent, s => s.Message.Id == "reply" && !GateInvariants.IsWorkingTime(s.At));
        // Three circulars and one reminder were too much for Friday; each of the two people gets one digest on Monday.
        Assert.Equal([1, 3], world.Sent.Where(s => s.Message.Items.Count > 0).Select(s => s.Message.Items.Count).Order());
        Assert.All(world.Sent.Where(s => s.Message.Items.Count > 0), s => Assert.True(s.At > WorkTimeData.Local("2026-11-23 08:30")));
    }

    [Fact]
    public void Stages_AreAllNamedHere() => Assert.Equal(All.Select(s => s.GetType().Name), Stages.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Stages))]
    public async Task Run_WithoutOneStage_IsFound(string missing, string broken)
    {
        var world = await PlayAsync([.. All.Where(s => s.GetType().Name != missing)]);

        Assert.Contains(await GateInvariants.ViolationsAsync(world), violation => violation.StartsWith(broken, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithoutGate_IsFound() => Assert.NotEmpty(await GateInvariants.ViolationsAsync(await PlayAsync([])));

    private static async Task<GateWorld> PlayAsync(IReadOnlyList<IDeliveryStage> stages)
    {
        var world = new GateWorld("2026-11-20 16:00", stages);
        await world.QueueAsync([.. Enumerable.Range(0, 8).Select(i => world.Message($"circular-{i}", MessageClass.Circular, "p0", $"circular:{i}"))]);
        await world.QueueAsync([.. Enumerable.Range(0, 3).Select(i => world.Message($"reminder-{i}", MessageClass.Reminder, "p1", "case:1/leg:1"))]);
        await world.RunToAsync("2026-11-20 17:10");
        world.Channels[0].Answer = (_, now) => now < WorkTimeData.Local("2026-11-20 18:00:30") ? new SendResult.TryLater("away") : null;
        await world.QueueAsync(world.Message("afternoon", MessageClass.Assignment, "p2", "case:2"));
        await world.RunToAsync("2026-11-20 22:00");

        world.Approve("JJ-1", "circular:flood", hours: 1);
        await world.QueueAsync(
            world.Urgent("flood", "p10", "circular:flood", "JJ-1"),
            world.Urgent("flood-too-late", "p9", "circular:flood", "JJ-1") with { NotBefore = WorkTimeData.Local("2026-11-20 23:00") },
            world.Urgent("other", "p8", "circular:other", "JJ-1"),
            world.Urgent("invented", "p7", "circular:flood-2", "JJ-2"));
        await world.QueueAsync(world.Message("reply", MessageClass.Reply, "p3"));
        await world.QueueAsync([.. Enumerable.Range(0, 40).Select(i => world.Message($"work-{i}", MessageClass.Assignment, $"p{6 + (i % 5)}", $"case:{i}"))]);
        await world.QueueAsync([.. Enumerable.Range(0, 60).Select(i => world.ToGroup($"group-{i}", "g1"))]);
        await world.QueueAsync(world.Message("expiring", MessageClass.Reminder, "p4") with { ExpiresAt = world.Clock.Now.AddHours(12) });
        await world.QueueAsync(world.Message("first", MessageClass.Circular, "p5") with { DedupKey = "k" }, world.Message("second", MessageClass.Circular, "p5") with { DedupKey = "k" });
        // With NotBefore at the opening it is ready exactly then, without ever having been held.
        await world.QueueAsync([.. Enumerable.Range(2, 4).Select(i => world.Message($"early-{i}", MessageClass.Circular, $"p{i}") with { NotBefore = WorkTimeData.Local("2026-11-23 08:30") })]);
        await world.QueueAsync(world.Message("taken-back", MessageClass.Assignment, "p11", "case:w"));
        world.Meddle = async person =>
        {
            if (person == "p11" && GateInvariants.IsWorkingTime(world.Clock.Now) && world.Clock.Now.Millisecond > 0)
                await world.WithdrawAsync("case:w");
        };
        await world.RunToAsync("2026-11-24 12:00");
        return world;
    }
}
