using OpsBot.Core.Circulars;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Simulation.People;

/// <summary>One circular: submitted, approved by a second person or returned, now and then recalled on its way.</summary>
internal sealed class CircularLife(World world, Desk desk, Random random, string unitId)
{
    private const string CardId = "card";
    private string _id = "";

    public async Task SubmitAsync()
    {
        var dialog = new CircularDialog(world.Packs.Overrides);
        var draft = new CircularDraft { Step = CircularDraftStep.Confirm, UnitId = unitId, Text = "关于安全检查的通知\n请各单位认真落实。", CardId = CardId };
        var result = await desk.PressAsync(
            dialog, world.City.Directory.Person($"admin{random.Next(2)}")!, BotAction.On("circular-draft.submit", CardId), new Conversation().With(dialog.Name, draft));
        if (result.Effects.Records.FirstOrDefault(r => r.Key.Kind == Circular.Kind.Name) is not { } record)
            return;
        _id = record.Key.Id;
        world.Act(world.Clock.GetUtcNow().AddMinutes(random.Next(10, 120)), DecideAsync);
    }

    private async Task DecideAsync()
    {
        var returns = random.Next(10) == 0;
        await PressAsync(returns ? CircularCommandKind.Return : CircularCommandKind.Approve);
        if (returns)
            return;
        world.CircularsApproved++;
        if (random.Next(8) == 0)
            world.Act(world.Clock.GetUtcNow().AddMinutes(random.Next(5, 900)), () => PressAsync(CircularCommandKind.Recall));
    }

    private Task PressAsync(CircularCommandKind kind)
    {
        var button = CircularCommand.Button(kind, _id);
        var args = new Dictionary<string, string>(button.Args) { ["reason"] = "请写明时间" };
        return desk.PressAsync(new CircularDesk(world.Packs.Overrides, world.Packs.Reading), world.City.Directory.Person($"approver{random.Next(2)}")!, button with { Args = args });
    }
}
