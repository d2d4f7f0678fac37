using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.Tests.BotFramework;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>A channel behind Microsoft's connector, with signed tokens.</summary>
internal sealed class FrameworkLine(string channelId) : Line
{
    private FakePlatform? _platform;

    private FakePlatform Platform => _platform!;

    private bool IsTeams => channelId == "msteams";

    public override async Task StartAsync(TimeProvider clock) => _platform = await FakePlatform.StartAsync();

    public override Address AddressOf(string person) =>
        IsTeams ? new Address(BotFrameworkOptions.TeamsChannel, "", person) : new Address(BotFrameworkOptions.Channel, "", $"{channelId}/{person}");

    public override void Add(IServiceCollection services) => services.AddOpsBotBotFramework(options =>
    {
        options.AppId = TestIssuer.App;
        options.AppPassword = "a-secret";
        options.Tenant = StoryHost.Tenant.Value;
        options.ChannelMetadataUrl = Platform.Url + "/channel/metadata";
        options.EmulatorMetadataUrl = Platform.Url + "/bots/metadata";
        options.LoginUrl = Platform.Url + "/login";
        options.AllowLoopback = true;
    });

    public override void Map(WebApplication app) => app.MapOpsBotBotFramework();

    public override async Task OpenAsync(string person)
    {
        var arrival = Activity(person, "conversationUpdate", Host.Clock.Now);
        arrival["membersAdded"] = new JsonArray(new JsonObject { ["id"] = person });
        Assert.Equal(200, await PostAsync(arrival));
    }

    public override Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at)
    {
        var activity = Activity(person, "message", at);
        (activity["id"], activity["text"]) = (messageId, text);
        return PostAsync(activity);
    }

    public override Task<int> PressAsync(string person, JsonNode button, string messageId)
    {
        if (button is not JsonObject action)
            return SayAsync(person, (string)button!, messageId, Host.Clock.Now);
        var executes = (string?)action["type"] == "Action.Execute";
        var activity = Activity(person, executes ? "invoke" : "message", Host.Clock.Now);
        activity["id"] = messageId;
        activity["value"] = executes
            ? new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = action["verb"]!.DeepClone(), ["data"] = action["data"]!.DeepClone() } }
            : action["data"]!.DeepClone();
        if (executes)
            activity["name"] = "adaptiveCard/action";
        return PostAsync(activity);
    }

    public override Task<IReadOnlyList<Shown>> ShownToAsync(string person) => Task.FromResult<IReadOnlyList<Shown>>(
        [.. Platform.Calls.Where(c => c.Method == "POST" && (string?)c.Body?["conversation"]?["id"] == ConversationOf(person)).Select(c => Shown.OfActivity(c.Body!, cards: true))]);

    public override async ValueTask DisposeAsync() => await Platform.DisposeAsync();

    private static string ConversationOf(string person) => $"19:{person}/1@thread";

    private JsonObject Activity(string person, string type, DateTimeOffset at)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["channelId"] = channelId,
            ["serviceUrl"] = Platform.Url,
            ["timestamp"] = at.ToString("O"),
            ["from"] = new JsonObject { ["id"] = person },
            ["recipient"] = new JsonObject { ["id"] = "bot-1" },
            ["conversation"] = new JsonObject { ["id"] = ConversationOf(person) },
        };
        if (IsTeams)
            activity["from"]!["aadObjectId"] = person;
        return activity;
    }

    private async Task<int> PostAsync(JsonObject activity)
    {
        var now = Host.Clock.Now;
        var claims = new JsonObject
        {
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["iss"] = FrameworkHost.ChannelIssuer,
            ["aud"] = TestIssuer.App,
            ["serviceurl"] = Platform.Url,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Url, "/api/messages")) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Platform.Issuer.Sign(claims));
        using var answer = await Host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
