using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.BotFramework;

public sealed class RenderingTests
{
    [Fact]
    public async Task Card_WebChat_HasSubmitButtonsInputsAndSummary()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("卡片");

        var reply = host.Platform.Calls.Single().Body!;
        var card = reply["attachments"]![0]!["content"]!;
        Assert.Equal(("application/vnd.microsoft.card.adaptive", "1.4"), ((string?)reply["attachments"]![0]!["contentType"], (string?)card["version"]));
        Assert.Equal(["Action.Submit 派发", "Action.Submit 退回"], card["actions"]!.AsArray().Select(a => $"{a!["type"]} {a["title"]}"));
        Assert.Contains(card["body"]!.AsArray(), b => (string?)b!["type"] == "Input.Text" && (string?)b["id"] == "note");
        Assert.Equal("派发任务，时限待定", (string?)reply["summary"]);
        Assert.Equal(["取消"], reply["suggestedActions"]!["actions"]!.AsArray().Select(a => (string?)a!["title"]));
        Assert.Empty(reply["suggestedActions"]!["to"]!.AsArray());
    }

    [Fact]
    public async Task Card_Teams_ExecutesAndFallsBackToSubmit()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("卡片", change: a => a["channelId"] = "msteams");

        var action = host.Platform.Calls.Single().Body!["attachments"]![0]!["content"]!["actions"]![0]!;
        Assert.Equal(("Action.Execute", "case.dispatch"), ((string?)action["type"], (string?)action["verb"]));
        Assert.Equal(("Action.Submit", "1122"), ((string?)action["fallback"]!["type"], (string?)action["fallback"]!["data"]!["id"]));
    }

    [Fact]
    public async Task Card_TextChannel_IsNumberedTextAndEveryNumberAndWordWorks()
    {
        await using var host = await FrameworkHost.StartAsync();

        await host.SayAsync("卡片", "in-1", Sms);
        Assert.Equal("派发任务，时限待定\n\n1. 派发\n2. 退回\n3. 取消\n回复数字或文字即可。", (string?)host.Platform.Calls.Single().Body!["text"]);
        var said = new[] { "1", "２", "退回", "3.", "4", "派发。" };
        foreach (var (text, i) in said.Select((text, i) => (text, i)))
        {
            await host.SayAsync("卡片", $"card-{i}", Sms);
            await host.SayAsync(text, $"said-{i}", Sms);
        }

        var meant = host.Bot.Received.Where(m => m.MessageId.StartsWith("said", StringComparison.Ordinal)).Select(m => m.Action is { } a ? $"{a.Name} {a["id"]}" : m.Text);
        Assert.Equal(["case.dispatch 1122", "case.return 1122", "case.return 1122", "取消", "4", "case.dispatch 1122"], meant);
    }

    [Fact]
    public async Task Card_WebChat_TypedTitlePressesTheButton()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("卡片", "in-1");

        await host.SayAsync("退回", "in-2");

        Assert.Equal("case.return", host.Bot.Received.Last().Action!.Name);
    }

    [Fact]
    public async Task Menu_AfterAnAnswerWithoutOne_IsGone()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("选项", "in-1", Sms);
        await host.SayAsync("别的", "in-2", Sms);

        await host.SayAsync("1", "in-3", Sms);

        Assert.Equal("1", host.Bot.Received.Last().Text);
    }

    [Fact]
    public async Task Menu_TextWithItsOwnNumbers_LeavesThemToTheDialog()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("编号", "in-1", Sms);
        Assert.Equal("请选择\n1. 会议\n2. 报表\n可以回复：报表、会议", (string?)host.Platform.Calls.Single().Body!["text"]);

        await host.SayAsync("1", "in-2", Sms);

        Assert.Equal("1", host.Bot.Received.Last().Text);
    }

    [Fact]
    public async Task Menu_OfNewsInBetween_GivesNumbersNoOtherMeaning()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Bot.AnswerClass = MessageClass.Assignment;
        await host.SayAsync("卡片", "in-1", Sms);
        Assert.EndsWith("\n可以回复：派发、退回、取消", (string?)host.Platform.Calls.Single().Body!["text"]);

        await host.SayAsync("1", "in-2", Sms);
        await host.SayAsync("派发", "in-3", Sms);

        Assert.Equal(["1", "case.dispatch"], host.Bot.Received.Skip(1).Select(m => m.Action?.Name ?? m.Text));
    }

    [Fact]
    public async Task Text_MarkdownChannel_EscapesWhatPeopleWrote()
    {
        await using var host = await FrameworkHost.StartAsync();
        var token = host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.Root));

        await host.PostAsync("Bearer " + token, host.Activity("选项", change: a => a["channelId"] = "telegram").ToJsonString());

        var reply = host.Platform.Calls.Single().Body!;
        Assert.Equal("markdown", (string?)reply["textFormat"]);
        Assert.Equal("请选择\\*一项\\*\n\n1\\. 继续\n\n2\\. 取消\n\n回复数字或文字即可。", (string?)reply["text"]);
    }

    private static void Sms(JsonObject activity) => activity["channelId"] = "sms";
}
