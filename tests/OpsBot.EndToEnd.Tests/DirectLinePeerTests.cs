using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit.Peers;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Microsoft's own Direct Line client against the whole bot.</summary>
public sealed class DirectLinePeerTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("poll")]
    public async Task DirectLineJs_ReconnectsOnce_HoldsTheConversation(string mode)
    {
        await using var bot = await BotProcess.StartedAsync();
        using var answer = await bot.Http.PostAsJsonAsync("/api/demo/token", new { person = "yangli" });
        var token = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        string[] arguments =
        [
            "--url", new Uri(bot.Address, "/v3/directline").ToString(), "--token", token, "--mode", mode,
            "--say", "帮助", "--say", "市级视频会议能开到乡镇吗", "--say", "浙江29条说啥", "--say", "我要反映",
        ];

        var (exitCode, output) = await Peer.RunAsync("directline.mjs", arguments);

        Assert.True(exitCode == 0, output);
    }
}
