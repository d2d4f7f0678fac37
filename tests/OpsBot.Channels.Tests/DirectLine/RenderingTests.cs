using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class RenderingTests
{
    [Fact]
    public void Render_Card_HasInputsAndSubmitButtons()
    {
        var card = AdaptiveCardRenderer.Render(EchoBot.SampleCard, "摘要");

        Assert.Equal(("AdaptiveCard", "1.5", "摘要"), (Text(card, "type"), Text(card, "version"), Text(card, "fallbackText")));
        var body = card["body"]!.AsArray().Select(b => b!.AsObject()).ToList();
        Assert.Equal(
            ["派发任务", "第一行", "第二行", "单位：[点这里](http://example.invalid)", "时限：—"],
            body.Where(b => Text(b, "type") == "RichTextBlock").Select(Words));
        var note = body.Single(b => Text(b, "type") == "Input.Text");
        Assert.Equal(("note", "说明", true, 4000), (Text(note, "id"), Text(note, "label"), note["isMultiline"]!.GetValue<bool>(), note["maxLength"]!.GetValue<int>()));
        var kind = body.Single(b => Text(b, "type") == "Input.ChoiceSet");
        Assert.Equal(["会议=a", "报表=b"], kind["choices"]!.AsArray().Select(c => $"{c!["title"]}={c["value"]}"));
        Assert.Equal("a", Text(kind, "value"));
        var button = Assert.Single(card["actions"]!.AsArray())!.AsObject();
        Assert.Equal(("Action.Submit", "派发"), (Text(button, "type"), Text(button, "title")));
        Assert.Equal("""{"id":"1122","action":"case.dispatch"}""", button["data"]!.ToJsonString());
    }

    [Fact]
    public void Render_WordsOfPeople_AreNeverMarkdown()
    {
        var card = AdaptiveCardRenderer.Render(EchoBot.SampleCard, "摘要");

        Assert.DoesNotContain("TextBlock\"", card.ToJsonString().Replace("RichTextBlock", ""));
        Assert.DoesNotContain("FactSet", card.ToJsonString());
    }

    [Fact]
    public async Task Send_SameMessageTwice_IsOneEntry()
    {
        await using var host = await DirectLineHost.StartAsync();
        await host.SayAsync(host.Token(), "选项", "client-1");
        var before = host.Log.All.Count;
        var turn = host.Bot.Received.Single();
        host.Bot.Received.Clear();

        await host.Bot.RepeatAsync(turn);

        Assert.Equal(before, host.Log.All.Count);
    }

    [Fact]
    public async Task Send_Choices_AreSuggestedActionsWithAnEmptyTo()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        await host.SayAsync(token, "选项");

        var reply = (await host.GetAsync("/conversations/conv-1/activities", token)).Activities[1];

        var suggested = reply["suggestedActions"]!;
        Assert.Empty(suggested["to"]!.AsArray());
        Assert.Equal(["imBack 继续 继续", "imBack 取消 取消"], suggested["actions"]!.AsArray().Select(a => $"{a!["type"]} {a["title"]} {a["value"]}"));
    }

    [Fact]
    public async Task Send_Card_ShowsTheCardAndKeepsTheTextAsSummary()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        await host.SayAsync(token, "卡片");

        var reply = (await host.GetAsync("/conversations/conv-1/activities", token)).Activities[1];

        Assert.Equal("派发任务，时限待定", Text(reply, "summary"));
        Assert.Null(reply["text"]);
        Assert.Equal("application/vnd.microsoft.card.adaptive", reply["attachments"]![0]!["contentType"]!.GetValue<string>());
    }

    [Fact]
    public async Task Send_CardOfButtonsOnly_KeepsTheTextAndRepeatsNoButton()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        await host.SayAsync(token, "按钮");

        var reply = (await host.GetAsync("/conversations/conv-1/activities", token)).Activities[1];

        Assert.Equal("回答在这里", Text(reply, "text"));
        Assert.Equal("继续", reply["attachments"]![0]!["content"]!["actions"]![0]!["title"]!.GetValue<string>());
        Assert.Equal(["取消"], reply["suggestedActions"]!["actions"]!.AsArray().Select(a => a!["title"]!.GetValue<string>()));
    }

    private static string Text(JsonObject node, string field) => node[field]!.GetValue<string>();

    private static string Words(JsonObject block) => string.Concat(block["inlines"]!.AsArray().Select(i => i!["text"]!.GetValue<string>()));
}
