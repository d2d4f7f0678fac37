using System.Text.Json.Nodes;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpsBot.Channels.Tests.BotFramework.SecondJudge;

/// <summary>What the entrance sends, read and sent by Microsoft's types and client.</summary>
public sealed class OutboundJudgeTests
{
    [Theory]
    [InlineData("msteams", "卡片")]
    [InlineData("webchat", "卡片")]
    [InlineData("webchat", "选项")]
    [InlineData("sms", "卡片")]
    [InlineData("sms", "你好")]
    public async Task Send_EachForm_IsReadByTheSchemaWithoutARest(string channel, string said)
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync(said, change: a => a["channelId"] = channel);
        var sent = host.Platform.Calls.Single().Body!.ToJsonString();

        var read = JsonConvert.DeserializeObject<Activity>(sent)!;

        Assert.Empty(read.Properties);
        Assert.Empty(read.From.Properties);
        Assert.Empty(read.Conversation.Properties);
        Assert.Equal(ActivityTypes.Message, read.Type);
        Assert.True(JToken.DeepEquals(JToken.Parse(sent), JToken.Parse(JsonConvert.SerializeObject(read, HttpHelper.BotMessageSerializerSettings))), sent);
    }

    [Fact]
    public async Task Post_ExpectReplies_IsReadByTheSchema()
    {
        await using var host = await FrameworkHost.StartAsync();

        var (_, body) = await host.SayAsync("两句", change: a => a["deliveryMode"] = DeliveryModes.ExpectReplies);

        Assert.Equal(["第一句", "第二句"], JsonConvert.DeserializeObject<ExpectedReplies>(body)!.Activities.Select(a => a.Text));
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute","data":{"action":"case.show","id":"1"}}}""", 200, "application/vnd.microsoft.activity.message")]
    [InlineData("""{"action":{"type":"Action.Submit","data":{}}}""", 400, "application/vnd.microsoft.error")]
    public async Task Post_CardAction_IsAnsweredInTheSchema(string value, int status, string type)
    {
        await using var host = await FrameworkHost.StartAsync();

        var (_, body) = await host.SayAsync("", change: a => (a["type"], a["name"], a["value"]) = ("invoke", "adaptiveCard/action", JsonNode.Parse(value)));

        var answer = JsonConvert.DeserializeObject<AdaptiveCardInvokeResponse>(body)!;
        Assert.Equal((status, type), (answer.StatusCode, answer.Type));
        Assert.NotNull(answer.Value);
    }

    [Theory]
    [InlineData("c-1", "a-1")]
    [InlineData("19:a/b+c==@thread;messageid=1", "f:8/x")]
    [InlineData("a/b+c==\\../?x#y %2F", "%2e%2e/..")]
    [InlineData("汉字", "1")]
    public async Task Calls_EachId_GoWhereMicrosoftsClientGoes(string conversation, string activityId)
    {
        await using var host = await FrameworkHost.StartAsync();
        using var http = new HttpClient();
        using var client = new ConnectorClient(new Uri(host.Platform.Url), new MicrosoftAppCredentials("", ""), http, disposeHttpClient: false);
        var activity = """{"type":"message"}"""u8.ToArray();
        await host.Connector.SendAsync(host.Target, conversation, activity, default);
        await host.Connector.UpdateAsync(host.Target, conversation, activityId, activity, default);
        await host.Connector.DeleteAsync(host.Target, conversation, activityId, default);
        await host.Connector.CreateConversationAsync(host.Target, new JsonObject { ["isGroup"] = false }, default);
        var ours = host.Platform.Calls.Select(c => $"{c.Method} {c.Target}").ToArray();
        host.Platform.Calls.Clear();

        await client.Conversations.SendToConversationAsync(conversation, new Activity(ActivityTypes.Message));
        await client.Conversations.UpdateActivityAsync(conversation, activityId, new Activity(ActivityTypes.Message));
        host.Platform.Answer = _ => (200, "", null);
        await client.Conversations.DeleteActivityAsync(conversation, activityId);
        host.Platform.Answer = null;
        await client.Conversations.CreateConversationAsync(new ConversationParameters(isGroup: false));

        Assert.Equal(ours, host.Platform.Calls.Select(c => $"{c.Method} {c.Target}"));
    }
}
