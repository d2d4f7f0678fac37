using System.Text.Json;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularFanOutTests
{
    private static readonly DateTimeOffset Now = WorkTimeData.Local("2026-06-01 20:00:00");

    [Fact]
    public void Next_1003People_ReachesEachOnceInBatchesOf200()
    {
        var directory = Crowd(Enumerable.Range(0, 1003));
        var circular = Sample();
        var sizes = new List<int>();
        var messages = new List<OutboundMessage>();
        CircularBatch batch;
        do
        {
            batch = CircularFanOut.Next(circular, directory, _ => WorkTimeData.QuietHours, Now);
            circular = batch.Circular;
            sizes.Add(batch.Messages.Count);
            messages.AddRange(batch.Messages);
        }
        while (batch.More);

        Assert.Equal([200, 200, 200, 200, 200, 3], sizes);
        Assert.Equal(directory.People.Select(p => p.Id).Order(StringComparer.Ordinal), messages.Select(m => m.PersonId));
        Assert.Equal(1003, messages.Select(m => m.Id).Distinct().Count());
        Assert.Equal((CircularStatus.FannedOut, 1003, Now), (circular.Status, circular.RecipientCount, circular.FannedOutAt));
        Assert.All(messages, m => Assert.Equal(
            (MessageClass.Circular, $"circular:{circular.Id}", WorkTimeData.Local("2026-06-02 08:30:00")),
            (m.Class, m.Subject, m.NotBefore!.Value)));
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(201, 2)]
    [InlineData(400, 2)]
    public async Task Sweep_WholeBatches_NeedNoEmptyOne(int people, int batches)
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, people)));

        Assert.Equal(batches, await world.Sweep(id));
        Assert.Equal(people, Recipients(world, id).Length);
    }

    [Fact]
    public void Next_Repeated_IsTheSameMessages()
    {
        var directory = Crowd(Enumerable.Range(0, 300));

        var once = CircularFanOut.Next(Sample(), directory, _ => WorkTimeData.QuietHours, Now);
        var again = CircularFanOut.Next(Sample(), directory, _ => WorkTimeData.QuietHours, Now);

        Assert.Equal(JsonSerializer.Serialize(once), JsonSerializer.Serialize(again));
        Assert.NotEqual(CircularFanOut.MessageIdOf("TZ-0601-AAAA", "p1"), CircularFanOut.MessageIdOf("TZ-0601-AAAB", "p1"));
    }

    [Fact]
    public async Task Sweep_DirectoryChangesInTheMiddle_NobodyTwiceAndNobodyElseMissed()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 1003)));
        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);
        // Behind the cursor 100 leave; in front of it 50 leave and 40 join.
        world.Directory = Crowd(Enumerable.Range(100, 903).Where(i => i is < 500 or >= 550).Concat(Enumerable.Range(2000, 40)));

        await world.Sweep(id);

        var reached = Recipients(world, id);
        Assert.Equal(reached.Distinct().Count(), reached.Length);
        var expected = Enumerable.Range(0, 1003).Where(i => i is < 500 or >= 550).Concat(Enumerable.Range(2000, 40)).Select(IdOf);
        Assert.Equal(expected.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
        Assert.Equal((CircularStatus.FannedOut, reached.Length), (world.Circular(id).Status, world.Circular(id).RecipientCount));
    }

    [Fact]
    public async Task Handler_BatchRepeatedAfterAnOldRecordCameBack_QueuesNothingTwice()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 450)));
        var before = world.Circular(id);
        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);
        world.Store.Put(Circular.Kind, id, before);

        await world.Sweep(id);

        Assert.Equal(450, Recipients(world, id).Length);
        Assert.Equal(450, Recipients(world, id).Distinct().Count());
    }

    [Fact]
    public async Task Handler_CalledTwiceAtOnce_EachPersonOnce()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 450)));
        // Another process commits its batch between our load and our commit.
        world.Store.Meddlers.Enqueue(() => world.FanOut.HandleAsync(CircularWorld.Tenant, id, default));

        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);
        Assert.Equal(400, Recipients(world, id).Length);
        await world.Sweep(id);

        Assert.Equal(450, Recipients(world, id).Distinct().Count());
        Assert.Equal(450, world.Circular(id).RecipientCount);
    }

    [Fact]
    public async Task Handler_ConflictsWithoutEnd_GivesUpAndStaysDue()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 10)));
        for (var i = 0; i < 3; i++)
            world.Store.Meddlers.Enqueue(() =>
            {
                world.Store.Put(Circular.Kind, id, world.Circular(id));
                return Task.CompletedTask;
            });

        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);

        Assert.Empty(Recipients(world, id));
        Assert.NotNull(world.Store.DueAt($"circular/{id}"));
        Assert.Equal(1, await world.Sweep(id));
        Assert.Equal(10, Recipients(world, id).Length);
    }

    [Fact]
    public async Task Handler_RecalledBetweenBatches_QueuesNothingMore()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 450)));
        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);

        await world.Say("ann", $"撤回 {id}");
        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);

        Assert.Equal(200, Recipients(world, id).Length);
        Assert.All(world.Store.Queued.Where(m => m.Class == MessageClass.Circular), m => Assert.Equal(DeliveryState.Withdrawn, world.Store.StateOf(m.Id)));
        Assert.Null(world.Store.DueAt($"circular/{id}"));
    }

    [Fact]
    public async Task Handler_RecalledBetweenLoadAndCommit_QueuesNothing()
    {
        var (world, id) = await Approved(Crowd(Enumerable.Range(0, 450)));
        world.Store.Meddlers.Enqueue(() => world.Say("ann", $"撤回 {id}"));

        await world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);

        Assert.Empty(Recipients(world, id));
        Assert.Equal(CircularStatus.Recalled, world.Circular(id).Status);
        Assert.Null(world.Store.DueAt($"circular/{id}"));
    }

    [Fact]
    public async Task Handler_MissingCircular_EndsTheDueMember()
    {
        var world = new CircularWorld();

        await world.FanOut.HandleAsync(CircularWorld.Tenant, "TZ-0601-ZZZZ", default);

        Assert.Equal(1, world.Store.Commits);
        Assert.Null(world.Store.DueAt("circular/TZ-0601-ZZZZ"));
    }

    [Fact]
    public async Task Sweep_AuthorInTheUnit_IsReachedLikeEverybodyElse()
    {
        var world = new CircularWorld();
        var whole = await world.Approved("云岭市");
        await world.Sweep(whole);
        world.Now += TimeSpan.FromMinutes(1);
        var east = await world.Approved("东山县");
        await world.Sweep(east);

        Assert.Contains("ann", Recipients(world, whole));
        Assert.Equal(["emil", "eve"], Recipients(world, east));
    }

    [Fact]
    public void Content_AsksNothingOfTheReader()
    {
        var content = CircularFanOut.Next(Sample(), CircularWorld.Town(), _ => WorkTimeData.QuietHours, Now).Messages[0].Content;

        Assert.Contains("防汛值班", content.Text);
        Assert.Contains("不用回复“收到”", content.Text);
        Assert.Null(content.Card);
        Assert.Empty(content.Choices);
    }

    private static Circular Sample() => new()
    {
        Id = "TZ-0601-7K3F",
        Status = CircularStatus.Approved,
        UnitId = "city",
        Title = "防汛值班",
        Text = "防汛值班\n按表值班",
        AuthorId = "ann",
        ApproverId = "ben",
        SubmittedAt = Now,
        DecidedAt = Now,
    };

    private static string IdOf(int number) => $"p{number:0000}";

    /// <summary>The town's staff, and a county "人海县" with the numbered people spread over its township and itself.</summary>
    private static DirectorySnapshot Crowd(IEnumerable<int> numbers) => new(
        [
            new("root", "海省", UnitKind.City, null),
            new("office", "市委办公室", UnitKind.Department, "root"),
            new("city", "人海县", UnitKind.County, "root"),
            new("town", "人山镇", UnitKind.Township, "city"),
        ],
        [.. numbers.Select(i => CircularWorld.Someone(IdOf(i), i % 3 == 0 ? "city" : "town", Role.Cadre))]);

    private static async Task<(CircularWorld World, string Id)> Approved(DirectorySnapshot crowd)
    {
        var staff = CircularWorld.Town().People.Where(p => p.UnitId == "office");
        var world = new CircularWorld(new DirectorySnapshot(crowd.Units, [.. crowd.People, .. staff]));
        return (world, await world.Approved("人海县"));
    }

    private static string[] Recipients(CircularWorld world, string id) =>
        [.. world.Store.Queued.Where(m => m.Subject == $"circular:{id}").Select(m => m.PersonId!)];
}
