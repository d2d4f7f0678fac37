using System.Text;
using OpsBot.TestKit.Peers;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Microsoft's own packages on the other side of the wire.</summary>
public sealed class PeerTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("poll")]
    public async Task DirectLineJs_CutOnce_GoesOnWithoutLossOrRepeat(string mode)
    {
        await using var host = await DirectLineHost.StartAsync();

        var (exitCode, output) = await Peer.RunAsync("directline.mjs", ["--url", host.Url, "--token", host.Token(), "--mode", mode]);

        Assert.True(exitCode == 0, output);
        Assert.Contains("PASSED", output);
        Assert.Equal(4, host.Bot.Received.Count);
        Assert.All(host.Bot.Received, m => Assert.Equal("dl_zhang", m.Key.SenderId));
    }

    [Fact]
    public async Task Schema_EveryActivityEmitted_IsValid()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        await host.PostAsync("/conversations", token, """{"user":{}}""");
        foreach (var text in new[] { "你好", "卡片", "选项" })
            await host.SayAsync(token, text, text);
        await host.PostAsync("/conversations/conv-1/activities", token, WebChatPress);
        await host.SayAsync(host.Token("conv-2", name: null), "没有名字", conversation: "conv-2");
        var lines = new StringBuilder();
        foreach (var entry in host.Log.All)
            lines.Append(entry.Json).Append('\n');
        foreach (var activity in (await host.GetAsync("/conversations/conv-1/activities", token)).Activities)
            lines.Append(activity.ToJsonString()).Append('\n');

        var (exitCode, output) = await Peer.RunAsync("schema.mjs", [], lines.ToString());

        Assert.True(exitCode == 0, output);
        Assert.Contains("PASSED 20 activities", output);
    }

    [Fact]
    public async Task Schema_NullAndEmptyFields_AreRefused()
    {
        var (exitCode, output) = await Peer.RunAsync("schema.mjs", [], """{"type":"message","id":"","text":null}""" + "\n");

        Assert.Equal(1, exitCode);
        Assert.Contains("FAILED 1 of 1", output);
    }

    /// <summary>What Web Chat posts when a card's button is pressed, with fields that a strict schema refuses.</summary>
    private const string WebChatPress = """
        {"type":"message","channelId":"webchat","from":{"id":"x","name":"","role":"user"},"locale":"zh-CN","text":null,
         "localTimestamp":"2026-11-23T09:00:00.000+08:00","localTimezone":"Asia/Shanghai","replyToId":"","attachments":[],
         "entities":[{"type":"ClientCapabilities","requiresBotState":true},{"noType":1}],
         "channelData":{"attachmentSizes":[],"clientActivityID":"press-1","postBack":true},
         "value":{"action":"case.dispatch","id":"1122","note":"","kind":"a"}}
        """;
}
