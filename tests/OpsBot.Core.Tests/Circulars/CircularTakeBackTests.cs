using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularTakeBackTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CircularWorld _world = new(CircularWorld.Town([.. Enumerable.Range(0, 150).Select(i => CircularWorld.Someone($"p{i:D3}", "east"))]));

    [Theory]
    [InlineData(false, 0, "收回了149条，还有1条收不回")]
    [InlineData(true, 0, "已送达的150条，都从对方的聊天里收回了")]
    [InlineData(false, 150, "已送达的150条收不回")]
    public async Task Recall_Delivered_IsTakenBackAndTheRestIsTold(bool all, int refusals, string told)
    {
        var (id, delivered) = await DeliveredAsync();
        var recall = new FakeRecall { Refused = all ? [] : refusals > 0 ? [.. delivered] : [delivered[7]] };

        var answer = await _world.Say("ann", $"撤回 {id}");
        Assert.Contains("有150条平台已经接收，能收回的这就去收回", answer.Text);
        await TakeBackAsync(recall);

        Assert.Equal(delivered.Order(), recall.Asked.Order());
        Assert.Contains(told, Assert.Single(Notes()));
    }

    [Fact]
    public async Task Recall_Delivered_BeginsAMinuteLater()
    {
        var (id, _) = await DeliveredAsync();
        var recall = new FakeRecall();
        await _world.Say("ann", $"撤回 {id}");
        var before = _world.Store.Commits;

        _world.Now += Minute - TimeSpan.FromSeconds(3);
        Assert.Equal(TimeSpan.FromSeconds(3), await StepAsync(recall));
        Assert.Equal((0, before), (recall.Asked.Count, _world.Store.Commits));

        _world.Now += TimeSpan.FromSeconds(3);
        await StepAsync(recall);
        Assert.Equal(100, recall.Asked.Count);
    }

    [Fact]
    public async Task Recall_NoChannelCan_SaysThatAllStay()
    {
        var (id, _) = await DeliveredAsync();

        await _world.Say("ann", $"撤回 {id}");
        await TakeBackAsync();

        Assert.Equal((0, 150), (_world.Circular(id).TakenBack, _world.Circular(id).LeftBehind));
        Assert.Contains("150条收不回", Assert.Single(Notes()));
    }

    [Fact]
    public async Task Recall_NothingWasQueued_HasNothingToTakeBack()
    {
        var id = await _world.Submitted();

        await _world.Say("ann", $"撤回 {id}");

        Assert.Null(_world.Store.DueAt($"circular/{id}"));
        Assert.Empty(_world.Store.Members(CircularIndexes.TakingBack));
    }

    [Fact]
    public async Task Recall_NothingWasDelivered_TellsNothing()
    {
        var id = await _world.Approved();
        await _world.Sweep(id);

        await _world.Say("ann", $"撤回 {id}");
        await TakeBackAsync(new FakeRecall());

        Assert.Empty(Notes());
    }

    [Fact]
    public async Task Sweep_SchedulerAlone_ReportsNothingAndTheWorkWaits()
    {
        var (id, delivered) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        var recalled = _world.Circular(id);

        for (var hour = 0; hour < 3; hour++, _world.Now += TimeSpan.FromHours(1))
        {
            Assert.Equal(0, await _world.Sweep(id));
            await _world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);
        }

        Assert.Empty(Notes());
        Assert.Equal(recalled, _world.Circular(id));
        var recall = new FakeRecall();
        await TakeBackAsync(recall);
        Assert.Equal(delivered, recall.Asked);
        Assert.Contains("已送达的150条，都从对方的聊天里收回了", Assert.Single(Notes()));
    }

    [Fact]
    public async Task Sweep_UnderWayBeforeTheUpgrade_HandsItOnAndItGoesOnBehindTheCursor()
    {
        var (id, delivered) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        _world.Now += Minute;
        // As the former version left it: due in the sweep, no index, one batch done.
        var old = _world.Circular(id) with { TakeBackCursor = 100, TakenBack = 97, LeftBehind = 3 };
        await _world.Store.CommitAsync(
            new ChangeSet
            {
                Tenant = CircularWorld.Tenant,
                AttemptId = "old",
                Effects = new Effects
                {
                    Records = [Circular.Kind.Put(id, old, _world.Store.Find(Circular.Kind, id)!.Version)],
                    Dues = [new DueWrite(Circular.DueMemberOf(id), _world.Now)],
                    Indexes = [new IndexWrite(CircularIndexes.TakingBack, id, null)],
                },
            },
            default);

        Assert.Equal(1, await _world.Sweep(id));
        Assert.Empty(Notes());
        var recall = new FakeRecall();
        await TakeBackAsync(recall);

        Assert.Equal(delivered.Skip(100), recall.Asked);
        Assert.Contains("收回了147条，还有3条收不回", Assert.Single(Notes()));
    }

    [Fact]
    public async Task Sweep_AfterTheEnd_BeginsNothingAgain()
    {
        var (id, _) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        await TakeBackAsync(new FakeRecall());

        await _world.FanOut.HandleAsync(CircularWorld.Tenant, id, default);

        Assert.Empty(_world.Store.Members(CircularIndexes.TakingBack));
        Assert.Equal(_world.Now, _world.Circular(id).TakeBackEndedAt);
    }

    [Fact]
    public async Task TakeBack_TwoProcesses_EachMessageIsAskedForOnce()
    {
        var (id, delivered) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        _world.Now += Minute;
        var recall = new FakeRecall();
        // One slips in between load and claim, another while the first one's batch runs.
        _world.Store.Meddlers.Enqueue(() => StepAsync(recall));
        recall.Meddle = () => StepAsync(recall);

        for (var step = 0; _world.Store.Members(CircularIndexes.TakingBack).Count > 0 && step < 10; step++, _world.Now += TimeSpan.FromSeconds(1))
        {
            await StepAsync(recall);
            await StepAsync(recall);
        }

        Assert.Equal(delivered, recall.Asked);
        Assert.Equal((150, 0), (_world.Circular(id).TakenBack, _world.Circular(id).LeftBehind));
        Assert.Single(Notes());
    }

    [Fact]
    public async Task TakeBack_ProcessDiesInABatch_AnotherTakesItAgainAfterTheClaim()
    {
        var (id, delivered) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        _world.Now += Minute;
        var recall = new FakeRecall();
        await StepAsync(recall);
        _world.Now += TimeSpan.FromSeconds(1);
        recall.Meddle = () => recall.Asked.Count == 120 ? throw new StoreUnavailableException("gone") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StepAsync(recall));
        recall.Meddle = () => Task.CompletedTask;
        Assert.Equal(100, _world.Circular(id).TakeBackCursor);

        await StepAsync(recall);
        Assert.Equal(120, recall.Asked.Count);
        await TakeBackAsync(recall);

        // What was taken back and not recorded counts as left, and everything else is as if nothing had happened.
        Assert.Equal([.. delivered.Take(120), .. delivered.Skip(100)], recall.Asked);
        Assert.Equal((130, 20), (_world.Circular(id).TakenBack, _world.Circular(id).LeftBehind));
        Assert.Single(Notes());
    }

    [Fact]
    public async Task TakeBack_SlowPlatform_EndsTheStepWithinItsClaim()
    {
        var (id, delivered) = await DeliveredAsync();
        await _world.Say("ann", $"撤回 {id}");
        _world.Now += Minute;
        var recall = new FakeRecall();
        recall.Meddle = () =>
        {
            _world.Now += TimeSpan.FromSeconds(6);
            return Task.CompletedTask;
        };

        await StepAsync(recall);
        Assert.Equal((4, 4), (recall.Asked.Count, _world.Circular(id).TakeBackCursor));
        await TakeBackAsync(recall);

        Assert.Equal(delivered, recall.Asked);
        Assert.Contains("已送达的150条，都从对方的聊天里收回了", Assert.Single(Notes()));
    }

    [Fact]
    public void Json_OfAnEndedTakeBack_StaysAsItIs()
    {
        const string Golden = """{"schema":1,"id":"TZ-0601-7K3F","status":"recalled","unitId":"east","title":"t","text":"t","authorId":"ann","submittedAt":"2026-06-01T09:00:00+08:00","recalledBy":"ann","recalledAt":"2026-06-01T09:32:00+08:00","recipientCount":8,"takeBackCursor":8,"takenBack":7,"leftBehind":1,"takeBackEndedAt":"2026-06-01T09:33:00+08:00"}""";

        var read = Circular.Kind.Read(new StoredRecord(Circular.Kind.Key("TZ-0601-7K3F"), 1, Golden)).Value;

        Assert.False(read.HasToBeTakenBack());
        Assert.True((read with { TakeBackEndedAt = null }).HasToBeTakenBack());
        Assert.Equal(Golden, Circular.Kind.Put("TZ-0601-7K3F", read, 0).Json);
    }

    private async Task<(string Id, string[] Delivered)> DeliveredAsync()
    {
        var id = await _world.Approved();
        await _world.Sweep(id);
        var messages = _world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)).ToArray();
        _world.Store.Move(messages.Take(150), DeliveryState.Delivered);
        return (id, [.. messages.Take(150).Select(m => m.Id)]);
    }

    /// <summary>What the one who recalled was told.</summary>
    private string[] Notes() =>
        [.. _world.Store.Queued.Where(m => m.Class == MessageClass.Receipt && m.PersonId == "ann" && m.Content.Text.Contains("已送达的", StringComparison.Ordinal)).Select(m => m.Content.Text)];

    /// <summary>One look of a process.</summary>
    private Task<TimeSpan> StepAsync(params IMessageRecall[] recalls) => _world.Taking(recalls).RunOnceAsync(CircularWorld.Tenant, default);

    /// <summary>As the worker does, until nothing is left.</summary>
    private async Task TakeBackAsync(params IMessageRecall[] recalls)
    {
        var handler = _world.Taking(recalls);
        for (var step = 0; _world.Store.Members(CircularIndexes.TakingBack).Count > 0; step++)
        {
            Assert.True(step < 1000, "The taking back does not end.");
            if (await handler.RunOnceAsync(CircularWorld.Tenant, default) is var wait && _world.Store.Members(CircularIndexes.TakingBack).Count > 0)
                _world.Now += wait;
        }
    }

    /// <summary>As the platforms do, it takes a message back once.</summary>
    private sealed class FakeRecall : IMessageRecall
    {
        public string Channel => "chat";

        public string[] Refused { get; init; } = [];

        public List<string> Asked { get; } = [];

        public Func<Task> Meddle { get; set; } = () => Task.CompletedTask;

        public async Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
        {
            var isFirst = !Asked.Contains(messageId);
            Asked.Add(messageId);
            await Meddle();
            return isFirst && !Refused.Contains(messageId);
        }
    }
}
