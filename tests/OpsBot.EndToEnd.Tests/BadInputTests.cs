using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;

namespace OpsBot.EndToEnd.Tests;

/// <summary>What is wrong gets a clear answer or status, and a draft that is open at the time survives all of it.</summary>
public sealed class BadInputTests
{
    private const string Story = "要求我们每天在群里拍照打卡，还要截图上报";
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Posts_OfEveryBadKind_ClearStatusAndDraftSurvives()
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await DraftAsync(bot);

        await AssertRefusedAsync(await chat.PostRawAsync(Json("{\"type\":\"message\",")), HttpStatusCode.BadRequest, "JSON");
        await AssertRefusedAsync(await chat.PostRawAsync(Json("[]")), HttpStatusCode.BadRequest, "JSON");
        await AssertRefusedAsync(await chat.PostRawAsync(Json("")), HttpStatusCode.BadRequest, "JSON");
        await AssertRefusedAsync(await chat.PostRawAsync(Json(Deep(10_000))), HttpStatusCode.BadRequest, "JSON");
        await AssertRefusedAsync(await chat.PostRawAsync(Json("{\"text\":\"x\"}")), HttpStatusCode.BadRequest, "type");
        await AssertRefusedAsync(await chat.PostRawAsync(Json("{\"type\":\"message\",\"text\":\"  \"}")), HttpStatusCode.BadRequest, "空");
        await AssertRefusedAsync(await chat.PostRawAsync(Json($"{{\"type\":\"message\",\"text\":\"{new string('x', 1024 * 1024)}\"}}")), HttpStatusCode.RequestEntityTooLarge, "KB");
        await AssertRefusedAsync(await chat.PostRawAsync(new ByteArrayContent([0xFF, 0xFE, 0x00])), HttpStatusCode.BadRequest, "JSON");
        await AssertRefusedAsync(await chat.PostRawAsync(new FormUrlEncodedContent([new("type", "message")])), HttpStatusCode.BadRequest, "JSON");

        await AssertDraftAsync(chat);
    }

    [Fact]
    public async Task Requests_WithoutGoodToken_401Or403AndDraftSurvives()
    {
        await using var bot = await BotProcess.StartedAsync(new Dictionary<string, string> { ["DirectLine__TokenLifetime"] = "00:00:30" });
        var chat = await DraftAsync(bot);
        var good = (string)(await bot.DemoAsync("token", new { person = "chenmei" }))["token"]!;
        var others = (string)(await bot.DemoAsync("token", new { person = "liuqiang" }))["token"]!;
        var hello = "{\"type\":\"message\",\"text\":\"提交\"}";

        await AssertRefusedAsync(await chat.PostRawAsync(Json(hello), "nonsense"), HttpStatusCode.Forbidden, "令牌");
        await AssertRefusedAsync(await chat.PostRawAsync(Json(hello), Forged(good)), HttpStatusCode.Forbidden, "令牌");
        await AssertRefusedAsync(await chat.PostRawAsync(Json(hello), Unsigned(good)), HttpStatusCode.Forbidden, "令牌");
        await AssertRefusedAsync(await chat.PostRawAsync(Json(hello), others), HttpStatusCode.Forbidden, "会话");
        using (var bare = await bot.Http.PostAsync($"/v3/directline/conversations/{chat.ConversationId}/activities", Json(hello)))
            await AssertRefusedAsync(bare, HttpStatusCode.Unauthorized, "令牌");
        await AssertDraftAsync(chat);
    }

    [Fact]
    public async Task Requests_WithExpiredToken_403SaysSo()
    {
        await using var bot = await BotProcess.StartedAsync(new Dictionary<string, string> { ["DirectLine__TokenLifetime"] = "00:00:01" });
        var token = (string)(await bot.DemoAsync("token", new { person = "chenmei" }))["token"]!;
        HttpResponseMessage answer;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/directline/conversations/demo-chenmei/activities");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            answer = await bot.Http.SendAsync(request);
        }
        while (answer.StatusCode == HttpStatusCode.OK);
        await AssertRefusedAsync(answer, HttpStatusCode.Forbidden, "过期");
    }

    [Fact]
    public async Task Messages_ThatMakeNoSense_AnsweredPlainlyAndDraftSurvives()
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await DraftAsync(bot);
        var other = await ChatClient.OpenAsync(bot, "liuqiang");

        Assert.Contains("太长", await chat.SayAsync(new string('长', 5000)), StringComparison.Ordinal);
        Assert.Contains("查不到这个回执号", await other.SayAsync("QZ-ABCD-EFGH-JKMN-PQR1"), StringComparison.Ordinal);
        Assert.Contains("回执号不完整", await other.SayAsync("QZ-ABCD"), StringComparison.Ordinal);
        Assert.Contains("失效", await other.PressAsync(new JsonObject { ["action"] = "no.such.button", ["id"] = "x" }), StringComparison.Ordinal);
        Assert.NotEmpty(await other.PressAsync(new JsonObject { ["action"] = "case.dispatch", ["id"] = "'; DROP TABLE", ["days"] = "-1" }));
        Assert.NotEmpty(await other.PressAsync(new JsonObject { ["action"] = "receipt.rate", ["id"] = "", ["rating"] = "1e99" }));
        Assert.NotEmpty(await other.PressAsync(new JsonObject { ["action"] = "circular.approve", ["id"] = 42 }));
        Assert.NotEmpty(await chat.PressAsync(new JsonObject { ["action"] = "leg.accept" }));
        using (var nested = await chat.PostRawAsync(Json("{\"type\":\"message\",\"value\":{\"action\":\"case.show\",\"id\":{\"a\":[]}}}")))
            await AssertRefusedAsync(nested, HttpStatusCode.BadRequest, "表单");

        Assert.Contains("现在没有在填", await other.PressAsync(new JsonObject { ["action"] = "intake.cancel" }), StringComparison.Ordinal);
        await AssertDraftAsync(chat);
    }

    [Fact]
    public async Task Routes_UnknownOrMisused_ClearStatus()
    {
        await using var bot = await BotProcess.StartedAsync();

        await AssertStatusAsync(bot.Http.GetAsync("/no/such/page"), HttpStatusCode.NotFound);
        await AssertStatusAsync(bot.Http.GetAsync("/v3/directline/nothing"), HttpStatusCode.NotFound);
        await AssertStatusAsync(bot.Http.DeleteAsync("/v3/directline/conversations"), HttpStatusCode.MethodNotAllowed);
        await AssertRefusedAsync(await bot.Http.PostAsync("/v3/directline/tokens/generate", Json("{}")), HttpStatusCode.Forbidden, "DirectLine");
        await AssertRefusedAsync(await bot.Http.PostAsync("/api/demo/token", Json("{\"person\":")), HttpStatusCode.BadRequest, "person");
        await AssertRefusedAsync(await bot.Http.PostAsync("/api/demo/token", Json("[1]")), HttpStatusCode.BadRequest, "person");
        await AssertRefusedAsync(await bot.Http.PostAsJsonAsync("/api/demo/token", new { person = "nobody" }), HttpStatusCode.NotFound, "nobody");
        await AssertRefusedAsync(await bot.Http.PostAsJsonAsync("/api/demo/clock", new { to = "2001-01-01T00:00:00Z" }), HttpStatusCode.BadRequest, "往前拨");
        await AssertRefusedAsync(await bot.Http.PostAsJsonAsync("/api/demo/clock", new { advance = "soon" }), HttpStatusCode.BadRequest, "advance");
        await AssertStatusAsync(bot.Http.PostAsync("/api/demo/token", Json($"{{\"person\":\"{new string('x', 1024 * 1024)}\"}}")), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Redis_FrozenThenThawed_503MeanwhileAndNothingLost()
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await DraftAsync(bot);
        var redis = Assert.Single(bot.RedisProcessIds());

        BotProcess.Signal(redis, "STOP");
        await AssertAwayAsync(bot, chat, "jammed");
        BotProcess.Signal(redis, "CONT");

        await AssertBackAsync(bot, chat, "jammed");
    }

    [Fact]
    public async Task Redis_KilledAndHeldDown_503MeanwhileAndNothingLost()
    {
        await using var redis = RedisServerOf();
        await redis.InitializeAsync();
        await using var bot = await BotProcess.StartedAsync(new Dictionary<string, string> { ["Redis__Connection"] = redis.Connection });
        var chat = await DraftAsync(bot);

        await redis.KillAsync();
        await AssertAwayAsync(bot, chat, "down");
        await redis.StartAsync();

        await AssertBackAsync(bot, chat, "down");
    }

    // As our own server is run: what is answered is on disk.
    private static TestKit.Redis.RedisServerFixture RedisServerOf() => TestKit.Redis.RedisServerFixture.With("appendfsync always");

    private static async Task AssertAwayAsync(BotProcess bot, ChatClient chat, string messageId)
    {
        await AssertRefusedAsync(await chat.TryPostAsync("提交", messageId).WaitAsync(StoreLimit), HttpStatusCode.ServiceUnavailable, "请稍后再发");
        await AssertRefusedAsync(await bot.Http.PostAsJsonAsync("/api/demo/clock", new { advance = "PT1H" }).WaitAsync(StoreLimit), HttpStatusCode.ServiceUnavailable, "请稍后再试");
        await AssertStatusAsync(bot.Http.GetAsync("/health/ready").WaitAsync(StoreLimit), HttpStatusCode.ServiceUnavailable);
        await AssertStatusAsync(bot.Http.GetAsync("/health/live"), HttpStatusCode.OK);
    }

    /// <summary>The message that was refused is sent again and again under its id: one filing, one receipt.</summary>
    private static async Task AssertBackAsync(BotProcess bot, ChatClient chat, string messageId)
    {
        await bot.ReadyAsync();
        var patient = chat.Twin(patience: TimeSpan.FromSeconds(30));
        var filed = await patient.SayAsync("提交", messageId);
        Assert.Contains("回执号：QZ-", filed, StringComparison.Ordinal);
        Assert.Equal(filed, await patient.SayAsync("提交", messageId));
        Assert.Single(patient.Seen, a => ChatClient.TextOf(a).Contains("回执号：QZ-", StringComparison.Ordinal));
        Assert.Contains("收到您的反映", await patient.SayAsync(Crash.CrashLedger.Receipt().Match(filed).Value), StringComparison.Ordinal);
    }

    private static async Task<ChatClient> DraftAsync(BotProcess bot)
    {
        var chat = await ChatClient.OpenAsync(bot, "chenmei");
        foreach (var text in new[] { "我要反映", "保密反映", "5", Story, "石桥镇", "昨天晚上10点", "跳过" })
            await chat.SayAsync(text);
        return chat;
    }

    private static async Task AssertDraftAsync(ChatClient chat)
    {
        Assert.Contains(Story, await chat.SayAsync("继续"), StringComparison.Ordinal);
        Assert.Contains("回执号：QZ-", await chat.SayAsync("提交"), StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string says)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {(int)status}: {body}");
            var error = JsonNode.Parse(body)!["error"]!;
            Assert.NotEmpty((string)error["code"]!);
            Assert.Contains(says, (string)error["message"]!, StringComparison.Ordinal);
        }
    }

    private static async Task AssertStatusAsync(Task<HttpResponseMessage> asked, HttpStatusCode status)
    {
        using var answer = await asked;
        Assert.Equal(status, answer.StatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Deep(int levels) => $"{{\"type\":\"message\",\"text\":\"x\",\"value\":{new string('[', levels)}{new string(']', levels)}}}";

    /// <summary>The same token with another person in it.</summary>
    private static string Forged(string token)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64(parts[1])).Replace("chenmei", "linxia", StringComparison.Ordinal);
        return $"{parts[0]}.{Url(claims)}.{parts[2]}";
    }

    /// <summary>The same token, claiming to need no signature.</summary>
    private static string Unsigned(string token) => $"{Url("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{token.Split('.')[1]}.";

    private static byte[] Base64(string url) => Convert.FromBase64String(url.Replace('-', '+').Replace('_', '/').PadRight((url.Length + 3) / 4 * 4, '='));

    private static string Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
