using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularTakeBackTests
{
    private readonly CircularWorld _world = new(CircularWorld.Town([.. Enumerable.Range(0, 150).Select(i => CircularWorld.Someone($"p{i:D3}", "east"))]));

    [Theory]
    [InlineData(false, 0, "收回了149条，还有1条收不回")]
    [InlineData(true, 0, "已送达的150条，都从对方的聊天里收回了")]
    [InlineData(false, 150, "已送达的150条收不回")]
    public async Task Recall_Delivered_IsTakenBackAndTheRestIsTold(bool all, int refusals, string told)
    {
        var (id, delivered) = await DeliveredAsync();
        var recall = new Recall { Refused = all ? [] : refusals > 0 ? [.. delivered] : [delivered[7]] };

        var answer = await _world.Say("ann", $"撤回 {id}");
        Assert.Contains("有150条平台已经接收，能收回的这就去收回", answer.Text);
        Assert.Equal(_world.Now.AddMinutes(1), _world.Store.DueAt($"circular/{id}"));
        await SweepAsync(id, recall);

        Assert.Equal(delivered.Order(), recall.Asked.Order());
        var note = Assert.Single(_world.Store.Queued, m => m.Class == MessageClass.Receipt && m.PersonId == "ann" && m.Content.Text.Contains("已送达的", StringComparison.Ordinal));
        Assert.Contains(told, note.Content.Text);
        Assert.Null(_world.Store.DueAt($"circular/{id}"));
    }

    [Fact]
    public async Task Recall_NoChannelCan_SaysThatAllStay()
    {
        var (id, _) = await DeliveredAsync();

        await _world.Say("ann", $"撤回 {id}");
        await SweepAsync(id);

        Assert.Equal((0, 150), (_world.Circular(id).TakenBack, _world.Circular(id).LeftBehind));
        Assert.Contains(_world.Store.Queued, m => m.Content.Text.Contains("150条收不回", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recall_NothingWasQueued_HasNothingToTakeBack()
    {
        var id = await _world.Submitted();

        await _world.Say("ann", $"撤回 {id}");

        Assert.Null(_world.Store.DueAt($"circular/{id}"));
    }

    private async Task<(string Id, string[] Delivered)> DeliveredAsync()
    {
        var id = await _world.Approved();
        await _world.Sweep(id);
        var messages = _world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)).ToArray();
        _world.Store.Move(messages.Take(150), DeliveryState.Delivered);
        return (id, [.. messages.Take(150).Select(m => m.Id)]);
    }

    private async Task SweepAsync(string id, params IMessageRecall[] recalls)
    {
        _world.Now += TimeSpan.FromMinutes(1);
        var handler = _world.Taking(recalls);
        while (_world.Store.DueAt($"circular/{id}") is { } due && due <= _world.Now)
            await handler.HandleAsync(CircularWorld.Tenant, id, default);
    }

    private sealed class Recall : IMessageRecall
    {
        public string Channel => "chat";

        public string[] Refused { get; init; } = [];

        public List<string> Asked { get; } = [];

        public Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
        {
            Asked.Add(messageId);
            return Task.FromResult(!Refused.Contains(messageId));
        }
    }
}
