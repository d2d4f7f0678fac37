using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;
using OpsBot.TestKit.Peers;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Microsoft's botbuilder as a root bot that uses the whole bot as a skill.</summary>
public sealed partial class BotFrameworkPeerTests
{
    private const string App = "11111111-1111-1111-1111-111111111111";
    private const string Root = "22222222-2222-2222-2222-222222222222";
    private const string Secret = "a-secret-of-the-portal";
    private const string Story = "县里连着三个晚上十点以后在群里派任务，要求当晚报数";

    [Fact]
    public async Task Botbuilder_ComplaintByTextAndByCards_EndsInTheSameCase()
    {
        var (issuer, connector) = (LoopbackPort.Free(), LoopbackPort.Free());
        await using var bot = await BotProcess.StartedAsync(Settings(issuer));

        var (exitCode, output) = await Peer.RunAsync(
            "botbuilder.mjs",
            ["--bot", new Uri(bot.Address, "/api/messages").ToString(), "--issuer", $"{issuer}", "--connector", $"{connector}", "--app", App, "--root", Root],
            Conversations().ToJsonString());

        Assert.True(exitCode == 0, output + bot.Errors);
        Assert.Equal(2, ReceiptPattern().Matches(output).DistinctBy(m => m.Value).Count());
        Assert.DoesNotContain(Story, bot.Errors, StringComparison.Ordinal);

        // What the special office sees of both is the same but for their numbers.
        var office = await OfficeAsync(bot);
        await office.SayAsync("案件列表");
        var numbers = await office.SeesAsync(2, CasePattern());
        var sheets = new List<string>();
        foreach (var number in numbers)
        {
            sheets.Add(await office.AskAsync($"查看 {number}", number));
            await office.AskAsync($"查看原话 {number}", Story);
        }
        Assert.Equal(Neutral(sheets[0]), Neutral(sheets[1]));
        Assert.Contains("安澜县", sheets[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BotFramework_WithoutSettings_IsOffAndSaysSoOnce()
    {
        await using var bot = await BotProcess.StartedAsync();

        using var answer = await bot.Http.PostAsJsonAsync("/api/messages", new { type = "message" });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(Regex.Matches(bot.Errors, "Bot Framework is off"));
    }

    private static Dictionary<string, string> Settings(int issuer) => new()
    {
        ["BotFramework__AppId"] = App,
        ["BotFramework__AppPassword"] = "a-secret",
        ["BotFramework__ChannelMetadataUrl"] = $"http://127.0.0.1:{issuer}/channel",
        ["BotFramework__EmulatorMetadataUrl"] = $"http://127.0.0.1:{issuer}/bots",
        ["BotFramework__LoginUrl"] = $"http://127.0.0.1:{issuer}/login",
        ["BotFramework__OAuthScope"] = "https://api.botframework.com",
        ["BotFramework__AllowedCallers__0"] = Root,
        ["BotFramework__AllowLoopback"] = "true",
        ["DirectLine__Secret"] = Secret,
        ["Directory__File"] = Path.Combine(Repository.Root, "manifests", "packs", "demo", "directory.json"),
    };

    private static JsonArray Conversations() => new(
        Conversation("by-text", "sms", "u-1",
            ("say", "县里晚上十点派活合规吗", "回复数字或文字", null),
            ("say", "1", "保密反映", "suggestedActions"),
            ("say", "1", "请说说是什么事", null),
            ("say", Story, "是哪个单位", null),
            ("say", "安澜县", "是什么时候的事", null),
            ("say", "每周都有", "有没有想补充的线索", null),
            ("say", "1", "请核对", null),
            ("say", "1", "回执号：QZ-", null)),
        Conversation("by-cards", "webchat", "u-2",
            ("say", "县里晚上十点派活合规吗", "反映这个问题", null),
            ("press", "反映这个问题", "保密反映", null),
            ("press", "保密反映", "请说说是什么事", null),
            ("say", Story, "是哪个单位", null),
            ("say", "安澜县", "是什么时候的事", null),
            ("say", "每周都有", "有没有想补充的线索", null),
            ("press", "跳过", "请核对", null),
            ("press", "提交", "回执号：QZ-", null)),
        Conversation("others", "msteams", "u-3",
            ("inline", "帮助", "我要反映", null),
            ("say", "县里晚上十点派活合规吗", "反映这个问题", null),
            ("execute", "反映这个问题", "保密反映", null),
            ("say", "取消", "已取消", null)));

    private static JsonObject Conversation(string id, string channel, string user, params (string Kind, string Text, string Expect, string? Refuse)[] steps)
    {
        var list = new JsonArray();
        foreach (var (kind, text, expect, refuse) in steps)
        {
            var step = new JsonObject { [kind] = text, ["expect"] = expect };
            if (refuse is not null)
                step["refuse"] = refuse;
            list.Add(step);
        }
        return new JsonObject { ["id"] = id, ["channelId"] = channel, ["user"] = user, ["steps"] = list };
    }

    private static async Task<PortalChat> OfficeAsync(BotProcess bot)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/generate") { Content = JsonContent.Create(new { user = new { id = "linxia" } }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        using var answer = await bot.Http.SendAsync(request);
        var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return new PortalChat(bot, (string)body["conversationId"]!, (string)body["token"]!);
    }

    private static string Neutral(string sheet) => MomentPattern().Replace(CasePattern().Replace(sheet, "CASE"), "MOMENT");

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    private static partial Regex ReceiptPattern();

    [GeneratedRegex(@"\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CasePattern();

    [GeneratedRegex(@"\d{1,2}:\d{2}")]
    private static partial Regex MomentPattern();

    /// <summary>A person's chat by a token of the portal.</summary>
    private sealed class PortalChat(BotProcess bot, string conversation, string token)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
        private readonly string _path = $"/v3/directline/conversations/{conversation}/activities";

        public async Task SayAsync(string text)
        {
            using var request = Authorized(HttpMethod.Post);
            request.Content = JsonContent.Create(new { type = "message", text });
            using var answer = await bot.Http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        public async Task<string> AskAsync(string text, string expected)
        {
            var before = (await ReadAsync()).Count;
            await SayAsync(text);
            var found = "";
            await UntilAsync(said => (found = said.Skip(before + 1).FirstOrDefault(t => t.Contains(expected, StringComparison.Ordinal)) ?? "").Length > 0, expected);
            return found;
        }

        public async Task<IReadOnlyList<string>> SeesAsync(int count, Regex pattern)
        {
            IReadOnlyList<string> found = [];
            await UntilAsync(said => (found = [.. pattern.Matches(string.Join('\n', said)).Select(m => m.Value).Distinct()]).Count == count, $"{count} cases");
            return found;
        }

        private async Task UntilAsync(Func<List<string>, bool> found, string what)
        {
            var started = Stopwatch.StartNew();
            List<string> said;
            while (!found(said = await ReadAsync()))
            {
                Assert.True(started.Elapsed < Patience, $"{what} is not in: {string.Join('\n', said)}");
                await Task.Delay(50);
            }
        }

        private async Task<List<string>> ReadAsync()
        {
            using var request = Authorized(HttpMethod.Get);
            using var answer = await bot.Http.SendAsync(request);
            var body = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            return [.. body["activities"]!.AsArray().Select(a => ChatClient.TextOf(a!.AsObject()))];
        }

        private HttpRequestMessage Authorized(HttpMethod method)
        {
            var request = new HttpRequestMessage(method, _path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return request;
        }
    }
}
