using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Of what a visitor's browser posts only words and choices get further, and not endlessly many.</summary>
public sealed class VisitorFieldsTests
{
    private const string Planted = "planted-";

    [Fact]
    public async Task Post_WithTwoDozenPlantedFields_KeepsTheWordsAndTheClientsIdAlone()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var (token, conversation) = await VisitAsync(host);

        var posted = await host.PostAsync($"/conversations/{conversation}/activities", token, Loaded("message", "晚上派活合规吗").ToJsonString());
        await host.PostAsync($"/conversations/{conversation}/activities", token, Loaded("event", "x").ToJsonString());
        await host.PostAsync($"/conversations/{conversation}/activities", token, Loaded("conversationUpdate", "x").ToJsonString());

        Assert.Equal(HttpStatusCode.OK, posted.Status);
        var shown = await host.GetAsync($"/conversations/{conversation}/activities", token);
        var echo = shown.Activities.Single(a => (string?)a["from"]?["role"] == "user");
        Assert.Equal("晚上派活合规吗", (string)echo["text"]!);
        // Web Chat knows its own message again by this and nothing else.
        Assert.Equal("c0ffee1", (string)echo["channelData"]!["clientActivityID"]!);
        Assert.Equal(["channelData", "channelId", "conversation", "from", "id", "text", "textFormat", "timestamp", "type"], echo.Select(f => f.Key).Order());
        Assert.StartsWith("visitor-", (string)echo["from"]!["id"]!, StringComparison.Ordinal);
        var message = host.Bot.Received.Single(m => m.Text.Length > 0);
        Assert.DoesNotContain(Planted, message.ToString(), StringComparison.Ordinal);
        Assert.All(message.Action?.Args.Values ?? [], a => Assert.DoesNotContain(Planted, a, StringComparison.Ordinal));
        await AssertNothingPlantedAsync(host);
    }

    [Fact]
    public async Task Post_AButtonThatWasOffered_ReachesTheBotWithWhatTheBotHadPutIn()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var (token, conversation) = await VisitAsync(host);

        await host.PostAsync($"/conversations/{conversation}/activities", token, """{"type":"message","value":{"action":"intake.start","clause":"guoban-2024/3","category":"after-hours","where":"planted-1","id":"planted 经纬度"}}""");

        var action = host.Bot.Received.Last().Action!;
        Assert.Equal("intake.start", action.Name);
        Assert.Equal([("category", "after-hours"), ("clause", "guoban-2024/3")], action.Args.Select(a => (a.Key, a.Value)).Order());
    }

    [Fact]
    public async Task Upload_ByAVisitor_KeepsNeitherFileNorName()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var (token, conversation) = await VisitAsync(host);
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent("planted-content of the file"u8.ToArray());
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(file, "file", "planted-name.txt");

        var answer = await host.SendAsync(HttpMethod.Post, $"/conversations/{conversation}/upload", token, form);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(host.Bot.Received.Last().HasFiles);
        Assert.Empty(host.Bot.Received.Last().FileIds);
        Assert.Empty(await host.RecordsAsync());
        await AssertNothingPlantedAsync(host);
    }

    [Fact]
    public async Task Post_AClientsIdThatIsNoId_IsNotKept()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var (token, conversation) = await VisitAsync(host);

        await host.SayAsync(token, "你好", "planted 张三 13900000000", conversation);

        await AssertNothingPlantedAsync(host);
    }

    [Fact]
    public async Task Post_LongerThanAnyMessage_IsRefusedAndLeavesNothing()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.AllowAnonymous = true);
        var (token, conversation) = await VisitAsync(host);
        var before = host.Bot.Received.Count;

        for (var i = 0; i < 160; i++)
            Assert.Contains((int)(await host.SayAsync(token, new string('a', 250 * 1024), conversation: conversation)).Status, new[] { 413, 429 });

        Assert.Equal(before, host.Bot.Received.Count);
    }

    [Fact]
    public async Task Post_BeyondTheVisitsShare_SaysWhatToDoAndAnotherVisitGoesOn()
    {
        await using var host = await DirectLineHost.StartAsync(o => (o.AllowAnonymous, o.VisitKilobytes, o.VisitorBodyBytes) = (true, 40, 32 * 1024));
        var (token, conversation) = await VisitAsync(host);
        var text = new string('长', 4500);

        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync(token, text, conversation: conversation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync(token, text, conversation: conversation)).Status);
        var refused = await host.SayAsync(token, text, conversation: conversation);
        var ended = await host.PostAsync($"/conversations/{conversation}/activities", token, """{"type":"endOfConversation","code":"planted-code"}""");
        var (next, nextConversation) = await VisitAsync(host);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "VisitTooBig"), (refused.Status, refused.ErrorCode));
        Assert.Equal(ChannelTexts.VisitIsFull, (string)refused.Body["error"]!["message"]!);
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync(next, "你好", conversation: nextConversation)).Status);
        await AssertNothingPlantedAsync(host);
        // What nobody reads is not kept either.
        Assert.All(host.Log.All, e => Assert.True(e.Json.Length < 4700 || e.Json.Contains("收到", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Post_ByManyVisits_StaysBelowTheHoursShare()
    {
        await using var host = await DirectLineHost.StartAsync(o => (o.AllowAnonymous, o.VisitsMegabytesPerHour, o.AnonymousPerMinute, o.VisitKilobytes) = (true, 1, 300, 128));
        var statuses = new List<int>();
        for (var visit = 0; visit < 12; visit++)
        {
            var (token, conversation) = await VisitAsync(host);
            for (var i = 0; i < 12; i++)
                statuses.Add((int)(await host.SayAsync(token, new string('长', 4000), conversation: conversation)).Status);
        }

        Assert.InRange(statuses.Count(s => s == 200), 60, 75);
        Assert.Contains(429, statuses);
    }

    [Fact]
    public async Task Post_ByAPersonOfThePortal_IsEchoedAsBefore()
    {
        await using var host = await DirectLineHost.StartAsync();

        await host.PostAsync("/conversations/conv-1/activities", host.Token(), Loaded("message", "你好").ToJsonString());

        Assert.Contains(host.Log.All, e => e.Json.Contains("planted-locale", StringComparison.Ordinal));
    }

    private static async Task<(string Token, string Conversation)> VisitAsync(DirectLineHost host)
    {
        var visit = await host.PostAsync("/tokens/anonymous", null, """{"user":{"id":"planted-user","name":"planted-user-name"},"trustedOrigins":["https://planted-origin"]}""");
        return (visit.Text("token"), visit.Text("conversationId"));
    }

    private static async Task AssertNothingPlantedAsync(DirectLineHost host)
    {
        Assert.All(host.Log.All, e => Assert.DoesNotContain("planted", e.Json, StringComparison.Ordinal));
        Assert.All(await host.RecordsAsync(), r => Assert.DoesNotContain("planted", r.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains("planted", StringComparison.Ordinal));
        Assert.All(host.Bot.Received, m => Assert.DoesNotContain("planted", m.Log?.Json + m.LogWithoutWords?.Json + m.MessageId + m.Key, StringComparison.Ordinal));
    }

    private static JsonObject Loaded(string type, string text)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["text"] = text,
            ["from"] = new JsonObject { ["id"] = "planted-from", ["name"] = "planted-from-name", ["aadObjectId"] = "planted-aad", ["role"] = "user" },
            ["value"] = new JsonObject { ["action"] = "planted-action", ["geo"] = "planted-geo-value", ["id"] = "planted-经" },
            ["channelData"] = new JsonObject { ["clientActivityID"] = "c0ffee1", ["device"] = "planted-device", ["webchat:fallback-text"] = "planted-fallback" },
            ["entities"] = new JsonArray(
                new JsonObject { ["type"] = "GeoCoordinates", ["latitude"] = 24.9, ["name"] = "planted-place" },
                new JsonObject { ["type"] = "ClientCapabilities", ["agent"] = "planted-capabilities" }),
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["name"] = "planted-picture.png", ["contentUrl"] = "data:planted" }),
            ["conversation"] = new JsonObject { ["id"] = "planted-conversation", ["name"] = "planted-topic" },
            ["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "planted-member" }),
            ["relatesTo"] = new JsonObject { ["user"] = "planted-related" },
        };
        foreach (var field in new[]
        {
            "locale", "localTimestamp", "localTimezone", "timestamp", "name", "code", "label", "valueType", "inputHint", "importance", "textFormat", "speak", "summary", "serviceUrl", "callerId",
            "deliveryMode", "topicName", "id",
        })
            activity[field] = field == "name" && type == "event" ? "webchat/join" : Planted + field;
        return activity;
    }
}
