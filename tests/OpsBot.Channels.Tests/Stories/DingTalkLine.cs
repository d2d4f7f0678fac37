using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>钉钉: what people do comes as callbacks or as frames of a stream; answers go to the session's webhook, news to the OpenAPI.</summary>
internal sealed class DingTalkLine(bool cards, bool stream) : Line
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private FakeDingTalk? _fake;
    private FakeSocket? _socket;

    private FakeDingTalk Fake => _fake!;

    public override async Task StartAsync(TimeProvider clock) => _fake = await FakeDingTalk.StartAsync();

    public override Address AddressOf(string person) => ConversationNames.OfUser(DingTalkOptions.Channel, person);

    public override void Add(IServiceCollection services) => services.AddOpsBotDingTalk(options =>
    {
        options.ClientId = FakeDingTalk.ClientId;
        options.ClientSecret = FakeDingTalk.ClientSecret;
        options.Tenant = StoryHost.Tenant.Value;
        options.ApiBase = Fake.Url;
        options.LegacyBase = Fake.Url;
        options.Mode = stream ? DingTalkMode.Stream : DingTalkMode.Callback;
        options.CardTemplateId = cards ? "tpl.schema" : null;
    });

    public override void Map(WebApplication app) => app.MapOpsBotDingTalk();

    public override async Task RunsAsync(StoryHost host)
    {
        await base.RunsAsync(host);
        if (stream)
            _socket = await Fake.ConnectedAsync();
    }

    public override Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at) =>
        SendAsync(StreamTopics.Robot, RobotTalk.Text(text, messageId, person, at, Fake.Webhook(person)));

    public override Task<int> PressAsync(string person, JsonNode button, string messageId) =>
        SendAsync(StreamTopics.Card, RobotTalk.Press((string)button["card"]!, person, (string)button["action"]!));

    public override Task<IReadOnlyList<Shown>> ShownToAsync(string person) => Task.FromResult<IReadOnlyList<Shown>>([.. Fake.Calls.Where(c => IsFor(c, person)).Select(Read)]);

    public override async ValueTask DisposeAsync()
    {
        await Fake.DisposeAsync();
        _one.Dispose();
    }

    private static bool IsFor(FakeCall call, string person) =>
        call.Query.EndsWith($"session={person}", StringComparison.Ordinal)
        || (call.Body["userIds"] is JsonArray people && people.Any(p => (string?)p == person))
        || (string?)call.Body["openSpaceId"] == $"dtv1.card//IM_ROBOT.{person}";

    private static Shown Read(FakeCall call)
    {
        if (call.Body["cardData"]?["cardParamMap"] is not JsonObject card)
            return new Shown(Plain(call.Text));
        var buttons = Enumerable.Range(1, 6).Where(i => card[$"button{i}"] is not null).ToDictionary(
            i => (string)card[$"button{i}"]!,
            i => (JsonNode)new JsonObject { ["card"] = call.Body["outTrackId"]!.DeepClone(), ["action"] = card[$"action{i}"]!.DeepClone() });
        return new Shown(Plain($"{card["title"]}\n{card["text"]}\n{card["facts"]}"), buttons);
    }

    // The sign that keeps Markdown from seeing links, and its ends of lines, are invisible.
    private static string Plain(string text) => text.Replace("\u2060", "", StringComparison.Ordinal).Replace("  \n", "\n", StringComparison.Ordinal);

    private async Task<int> SendAsync(string topic, JsonObject body)
    {
        if (_socket is null)
        {
            using var request = RobotTalk.Request(new Uri(Host.Url, "/hooks/dingtalk"), body.ToJsonString(), Host.Clock.Now);
            using var answer = await Host.Http.SendAsync(request);
            return (int)answer.StatusCode;
        }
        await _one.WaitAsync();
        try
        {
            await _socket.PushAsync("CALLBACK", topic, body);
            return (int)(await _socket.NextAsync())["code"]!;
        }
        finally
        {
            _one.Release();
        }
    }
}
