using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class ActivityTests
{
    private const string Activities = "/conversations/conv-1/activities";

    [Fact]
    public async Task Post_Message_IsEchoedWithTheTokensUserAndTheClientsId()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();

        var posted = await host.SayAsync(token, "  报表太多  ", "client-1");
        var page = await host.GetAsync(Activities, token);

        Assert.Equal(HttpStatusCode.OK, posted.Status);
        var (echo, reply) = (page.Activities[0], page.Activities[1]);
        Assert.Equal(posted.Text("id"), echo["id"]!.GetValue<string>());
        Assert.Equal("client-1", echo["channelData"]!["clientActivityID"]!.GetValue<string>());
        Assert.Equal("  报表太多  ", echo["text"]!.GetValue<string>());
        Assert.Equal("""{"id":"dl_zhang","role":"user","name":"张三"}""", Compact(echo["from"]!));
        Assert.Equal("收到：报表太多", reply["text"]!.GetValue<string>());
        Assert.Equal("bot", reply["from"]!["role"]!.GetValue<string>());
        Assert.Equal(posted.Text("id"), reply["replyToId"]!.GetValue<string>());
        Assert.Equal("plain", reply["textFormat"]!.GetValue<string>());
        Assert.Equal("2026-11-23T01:00:00.000Z", reply["timestamp"]!.GetValue<string>());
        Assert.Equal("2", page.Text("watermark"));
        Assert.Equal("dl_zhang", host.Bot.Received.Single().Key.SenderId);
    }

    [Fact]
    public async Task Post_SameClientIdTwice_IsOneTurnAndOneId()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();

        var first = await host.SayAsync(token, "一次", "client-1");
        var again = await host.SayAsync(token, "一次", "client-1");
        var other = await host.SayAsync(token, "一次", "client-2");
        var byActivityId = await host.PostAsync(Activities, token, """{"type":"message","id":"client-2","text":"一次"}""");

        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.NotEqual(first.Text("id"), other.Text("id"));
        Assert.Equal(other.Text("id"), byActivityId.Text("id"));
        Assert.Equal(2, host.Bot.Received.Count);
        Assert.Equal(4, host.Log.All.Count);
    }

    [Fact]
    public async Task Post_WithoutAnyId_IsANewMessageEachTime()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();

        await host.SayAsync(token, "一次");
        await host.SayAsync(token, "一次");

        Assert.Equal(2, host.Bot.Received.Count);
    }

    [Fact]
    public async Task Post_CardButton_BecomesAnAction()
    {
        await using var host = await DirectLineHost.StartAsync();

        await host.PostAsync(Activities, host.Token(), """{"type":"message","value":{"action":"case.dispatch","id":"1122","days":3,"urgent":true,"note":"","gone":null}}""");

        var action = host.Bot.Received.Single().Action!;
        Assert.Equal("case.dispatch", action.Name);
        Assert.Equal(new Dictionary<string, string> { ["id"] = "1122", ["days"] = "3", ["urgent"] = "true", ["note"] = "" }, action.Args);
    }

    [Fact]
    public async Task Post_TextValueOfAPostBack_IsTheText()
    {
        await using var host = await DirectLineHost.StartAsync();

        await host.PostAsync(Activities, host.Token(), """{"type":"message","value":"继续","channelData":{"postBack":true}}""");

        Assert.Equal("继续", host.Bot.Received.Single().Text);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"text":"no type"}""")]
    [InlineData("""{"type":5,"text":"x"}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","text":"   "}""")]
    [InlineData("""{"type":"message","text":"a","text":"b"}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","value":{"action":"a.b","nested":{"x":1}}}""")]
    public async Task Post_BadBody_Is400WithASentence(string body)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync(Activities, host.Token(), body);

        Assert.Equal((HttpStatusCode.BadRequest, "BadArgument"), (answer.Status, answer.ErrorCode));
        Assert.EndsWith("。", answer.Body["error"]!["message"]!.GetValue<string>());
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Log.All);
    }

    [Fact]
    public async Task Post_TooDeep_Is400()
    {
        await using var host = await DirectLineHost.StartAsync();
        var deep = $$"""{"type":"message","text":"x","channelData":{{string.Concat(Enumerable.Repeat("[", 40))}}{{string.Concat(Enumerable.Repeat("]", 40))}}}""";

        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync(Activities, host.Token(), deep)).Status);
    }

    [Theory]
    [InlineData(33, 1)]
    [InlineData(1, 4001)]
    public async Task Post_FormBeyondItsLimits_Is400(int fields, int length)
    {
        await using var host = await DirectLineHost.StartAsync();
        var form = new JsonObject { ["action"] = "a.b" };
        for (var i = 0; i < fields; i++)
            form[$"field{i}"] = new string('长', length);

        var answer = await host.PostAsync(Activities, host.Token(), new JsonObject { ["type"] = "message", ["value"] = form }.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_OneMegabyte_Is413WithASentence(bool chunked)
    {
        await using var host = await DirectLineHost.StartAsync();
        var bytes = Encoding.UTF8.GetBytes($$"""{"type":"message","text":"{{new string('x', 1024 * 1024)}}"}""");
        using HttpContent content = chunked ? new StreamContent(new MemoryStream(bytes)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        if (chunked)
            content.Headers.ContentLength = null;

        var answer = await host.SendAsync(HttpMethod.Post, Activities, host.Token(), content);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"), (answer.Status, answer.ErrorCode));
        Assert.Empty(host.Bot.Received);
    }

    [Fact]
    public async Task Post_TextOverTheReadingLimit_StillReachesTheBot()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.SayAsync(host.Token(), new string('长', InboundMessage.MaxTextLength + 1));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(InboundMessage.MaxTextLength + 1, host.Bot.Received.Single().Text.Length);
    }

    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"somethingNew","x":{"y":[1]}}""")]
    [InlineData("""{"type":"event","name":"other"}""")]
    public async Task Post_UnknownType_IsAcceptedAndIgnored(string activity)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync(Activities, host.Token(), activity);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("conv-1|", answer.Text("id"));
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Log.All);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_BusyOrStoreAway_Is503AndTheRepeatIsTaken(bool away)
    {
        await using var host = await DirectLineHost.StartAsync();
        host.Bot.Instead = () => away ? throw new StoreUnavailableException("told to be away") : TurnOutcome.Busy;
        var refused = await host.SayAsync(host.Token(), "你好", "client-1");
        host.Bot.Instead = null;

        var taken = await host.SayAsync(host.Token(), "你好", "client-1");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (refused.Status, refused.ErrorCode));
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Single(host.Bot.Received);
    }

    [Fact]
    public async Task Post_TooFast_Is429AndReadsGoOn()
    {
        await using var host = await DirectLineHost.StartAsync(o => (o.PostBurst, o.PostsPerSecond) = (3, 1));
        var token = host.Token();
        DirectLineHost.Answer answer;
        do
            answer = await host.SayAsync(token, "快");
        while (answer.Status == HttpStatusCode.OK && host.Bot.Received.Count < 200);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.True(answer.RetryAfter >= TimeSpan.FromSeconds(1));
        Assert.True(host.Bot.Received.Count >= 3);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync(Activities, token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync(host.Token("conv-2"), "别人", conversation: "conv-2")).Status);
    }

    [Fact]
    public async Task Get_Watermark_GivesOnlyWhatIsNewInPages()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.PageSize = 3);
        var token = host.Token();
        for (var i = 0; i < 4; i++)
            await host.SayAsync(token, $"第{i}条");

        var seen = new List<string>();
        var watermark = "";
        DirectLineHost.Answer page;
        do
        {
            page = await host.GetAsync($"{Activities}?watermark={watermark}", token);
            seen.AddRange(page.Activities.Select(a => a["text"]!.GetValue<string>()));
            watermark = page.Text("watermark");
        }
        while (page.Activities.Count > 0);

        Assert.Equal("8", watermark);
        Assert.Equal(["第0条", "收到：第0条", "第1条", "收到：第1条", "第2条", "收到：第2条", "第3条", "收到：第3条"], seen);
    }

    [Fact]
    public async Task Get_NothingThere_IsAnEmptySetThatKeepsTheWatermark()
    {
        await using var host = await DirectLineHost.StartAsync();

        var page = await host.GetAsync($"{Activities}?watermark=12", host.Token());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Activities);
        Assert.Equal("12", page.Text("watermark"));
    }

    [Fact]
    public async Task Get_StoreAwayForAMoment_IsWaitedFor()
    {
        await using var host = await DirectLineHost.StartAsync();
        await host.SayAsync(host.Token(), "你好");
        host.Log.FailNextReads(2);

        var page = await host.GetAsync(Activities, host.Token());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(2, page.Activities.Count);
    }

    [Fact]
    public async Task Get_StoreAwayForLong_Is503()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.StorePatience = TimeSpan.Zero);
        host.Log.FailNextReads(1);

        var answer = await host.GetAsync(Activities, host.Token());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (answer.Status, answer.ErrorCode));
    }

    private static string Compact(JsonNode node) =>
        node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
