using OpsBot.Core.Circulars;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Circulars;

/// <summary>A command is never a circular's text, and a changed text can be had back.</summary>
public sealed class CircularTextCommandTests
{
    private const string Text = "防汛值班\n按表值班。";

    public static TheoryData<string> Commands() =>
    [
        .. new[]
        {
            "全部案件", "案件列表", "我的任务", "查进度", "我要反映", "匿名反映", "我的账号", "绑定账号", "待批加急", "加急统计", "死信", "群提醒统计", "打扰统计", "答得不对",
            "通过 TZ-0601-7K3F", "撤回 TZ-0601-7K3F", "进度 TZ-0601-7K3F",
        }
            .Concat(CircularDraftTexts.OwnWords)
            .Concat(CircularDraftTexts.BackWords)
            .Concat(CircularDraftTexts.ResumeWords)
            .Concat(WelcomeTexts.HelpWords.Where(word => word.Length > 1))
            .Concat(TestLibrary.Pack.Commands.Things.SelectMany(thing => thing.Mean))
            .Concat(TestLibrary.Pack.Commands.Phrases.SelectMany(phrase => phrase.Say))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ChangeText_Command_LeavesTheText(string command)
    {
        var world = await DraftAsync();
        await world.Say("ann", "改正文");

        var turn = await world.Say("ann", command);

        Assert.Equal(Text, world.DraftOf("ann")!.Text);
        Assert.NotEmpty(turn.Text);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task FirstText_Command_IsNotTaken(string command)
    {
        var world = new CircularWorld();
        await world.Say("ann", "发通知");
        await world.Say("ann", "东山县");

        await world.Say("ann", command);

        Assert.Null(world.DraftOf("ann")?.Text);
    }

    [Theory]
    [InlineData("取消")]
    [InlineData("算了")]
    public async Task ChangeText_Cancel_GoesBackToTheUnchangedText(string word)
    {
        var world = await DraftAsync();
        await world.Say("ann", "改正文");

        var turn = await world.Say("ann", word);

        Assert.Contains(CircularDraftTexts.TextKept.Text, turn.Text, StringComparison.Ordinal);
        Assert.Equal((CircularDraftStep.Confirm, Text), (world.DraftOf("ann")!.Step, world.DraftOf("ann")!.Text));
    }

    [Fact]
    public async Task ChangeText_NewText_IsShownAndCanBeUndone()
    {
        var world = await DraftAsync();
        await world.Say("ann", "改正文");

        var changed = await world.Say("ann", "抗旱值班\n按新表值班。");
        Assert.Contains("按新表值班", changed.Text, StringComparison.Ordinal);
        var undone = await world.Say("ann", CircularDraftTexts.UndoWord);

        Assert.Contains("按表值班", undone.Text, StringComparison.Ordinal);
        Assert.Equal(Text, world.DraftOf("ann")!.Text);
        await world.Say("ann", CircularDraftTexts.UndoWord);
        Assert.Equal("抗旱值班\n按新表值班。", world.DraftOf("ann")!.Text);
    }

    private static async Task<CircularWorld> DraftAsync()
    {
        var world = new CircularWorld();
        foreach (var line in new[] { "发通知", "东山县", Text })
            await world.Say("ann", line);
        return world;
    }
}
