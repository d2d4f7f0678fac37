using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>Our own Direct Line server, read by polling.</summary>
internal sealed class DirectLineLine(bool cards) : Line
{
    private readonly Dictionary<string, (List<Shown> Shown, string Watermark)> _read = [];

    public override Address AddressOf(string person) => new(DirectLineOptions.Channel, ConversationOf(person), person);

    public override void Add(IServiceCollection services) => services.AddOpsBotDirectLine(options =>
    {
        options.SigningKey = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
        options.Tenant = StoryHost.Tenant.Value;
    });

    public override void Map(WebApplication app) => app.MapOpsBotDirectLine();

    public override Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at) =>
        PostAsync(person, messageId, new JsonObject { ["type"] = "message", ["text"] = text }, at);

    public override Task<int> PressAsync(string person, JsonNode button, string messageId) => PostAsync(
        person,
        messageId,
        button is JsonObject action
            ? new JsonObject { ["type"] = "message", ["value"] = action["data"]!.DeepClone() }
            : new JsonObject { ["type"] = "message", ["text"] = (string)button! },
        Host.Clock.Now);

    public override async Task<IReadOnlyList<Shown>> ShownToAsync(string person)
    {
        // What a client has shown it keeps, whatever becomes of the log.
        var (shown, watermark) = _read.GetValueOrDefault(person, ([], "0"));
        while (true)
        {
            using var request = Request(HttpMethod.Get, person, $"?watermark={watermark}", null, Host.Clock.Now);
            using var answer = await Host.Http.SendAsync(request);
            var page = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            var activities = page["activities"]!.AsArray();
            shown.AddRange(activities.OfType<JsonObject>().Where(a => (string?)a["from"]?["role"] == "bot").Select(a => Shown.OfActivity(a, cards)));
            watermark = (string)page["watermark"]!;
            _read[person] = (shown, watermark);
            if (activities.Count == 0)
                return [.. shown];
        }
    }

    private static string ConversationOf(string person) => $"conv-{person}";

    private async Task<int> PostAsync(string person, string messageId, JsonObject activity, DateTimeOffset at)
    {
        activity["from"] = new JsonObject { ["id"] = person };
        activity["channelData"] = new JsonObject { ["clientActivityID"] = messageId };
        using var request = Request(HttpMethod.Post, person, "", activity, at);
        using var answer = await Host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    // The protocol's messages have no trusted instant; what is old is the token.
    private HttpRequestMessage Request(HttpMethod method, string person, string query, JsonObject? body, DateTimeOffset at)
    {
        var now = Host.Clock.Now;
        Host.Clock.MoveBackTo(at);
        var token = Host.App.Services.GetRequiredService<DirectLineTokens>().Issue(
            new DirectLinePrincipal(StoryHost.Tenant, ConversationOf(person), person, null, []) { IsAnonymous = person.StartsWith("visitor-", StringComparison.Ordinal) });
        Host.Clock.MoveBackTo(now);
        var request = new HttpRequestMessage(method, new Uri(Host.Url, $"/v3/directline/conversations/{ConversationOf(person)}/activities{query}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
