using System.Text.Json.Nodes;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class NoteRenderingTests
{
    private static readonly MessageContent Content = new MessageContent("全文")
    {
        Card = new Card { Title = "请核对", Body = "正文", Facts = [new("类别", "会议")] },
        Choices = [new Choice("提交")],
    }.After("记作上周五。\n不对就改。");

    [Fact]
    public void Render_NoteOfACard_ComesFirst()
    {
        var body = AdaptiveCardRenderer.Render(Content.Card!, Content.Text)["body"]!.AsArray();

        Assert.Equal(["记作上周五。", "不对就改。", "请核对", "正文"], body.Take(4).Select(Words));
    }

    [Fact]
    public void Render_NoteOnDingTalksCard_StandsBeforeTheBody() =>
        Assert.StartsWith("记作上周五。", CardContent.Render(Content, 4096)["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public void Options_FromTheStart_AreReadOnly()
    {
        Assert.True(WireJson.Options.IsReadOnly);
        Assert.NotNull(WireJson.Options.TypeInfoResolver);
    }

    private static string Words(JsonNode? block) => string.Concat(block!["inlines"]!.AsArray().Select(run => run!["text"]!.GetValue<string>()));
}
