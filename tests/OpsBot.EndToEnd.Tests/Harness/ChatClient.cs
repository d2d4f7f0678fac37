using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>A person's chat over plain Direct Line REST, with a watermark, as a simple client would do it.</summary>
internal sealed class ChatClient
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private readonly BotProcess _bot;
    private string _token = "";
    private string _watermark = "";

    private ChatClient(BotProcess bot, string person)
    {
        _bot = bot;
        Person = person;
    }

    public string Person { get; }

    public string ConversationId { get; private set; } = "";

    /// <summary>All activities of the bot seen so far, in order.</summary>
    public List<JsonObject> Seen { get; } = [];

    public static async Task<ChatClient> OpenAsync(BotProcess bot, string person)
    {
        var chat = new ChatClient(bot, person);
        using var answer = await bot.Http.PostAsJsonAsync("/api/demo/token", new { person });
        answer.EnsureSuccessStatusCode();
        var issued = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        chat._token = (string)issued["token"]!;
        chat.ConversationId = (string)issued["conversationId"]!;
        using var started = await chat.SendAsync(HttpMethod.Post, "/v3/directline/conversations", new { user = new { id = person } });
        started.EnsureSuccessStatusCode();
        return chat;
    }

    /// <summary>Posts a text once; the caller looks at the status.</summary>
    public Task<HttpResponseMessage> TryPostAsync(string text, string messageId) => PostActivityAsync(new JsonObject
    {
        ["type"] = "message",
        ["text"] = text,
        ["from"] = new JsonObject { ["id"] = Person },
        ["channelData"] = new JsonObject { ["clientActivityID"] = messageId },
    });

    public Task<HttpResponseMessage> PostActivityAsync(JsonObject activity) =>
        SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{Uri.EscapeDataString(ConversationId)}/activities", activity);

    /// <summary>Posts a text and waits for the bot's answer to it; returns all texts of that answer.</summary>
    public async Task<string> SayAsync(string text)
    {
        var id = Guid.NewGuid().ToString("N");
        using var posted = await TryPostAsync(text, id);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        return await AnswerToAsync(id);
    }

    /// <summary>Presses a card's button, given by its action and arguments, and waits for the answer.</summary>
    public async Task<string> PressAsync(JsonObject value)
    {
        var id = Guid.NewGuid().ToString("N");
        using var posted = await PostActivityAsync(new JsonObject
        {
            ["type"] = "message",
            ["value"] = value.DeepClone(),
            ["from"] = new JsonObject { ["id"] = Person },
            ["channelData"] = new JsonObject { ["clientActivityID"] = id, ["postBack"] = true },
        });
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        return await AnswerToAsync(id);
    }

    /// <summary>Waits until an activity of the bot holds, among those already seen and those to come.</summary>
    public async Task<JsonObject> WaitForAsync(Func<JsonObject, bool> wanted)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        while (true)
        {
            await PollAsync(limit.Token);
            if (Seen.FirstOrDefault(wanted) is { } found)
                return found;
            await Task.Delay(25, limit.Token);
        }
    }

    public async Task PollAsync(CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{Uri.EscapeDataString(ConversationId)}/activities?watermark={_watermark}", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var page = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        _watermark = (string)page["watermark"]!;
        foreach (var activity in page["activities"]!.AsArray().Select(a => a!.AsObject()))
            if ((string?)activity["from"]?["role"] == "bot")
                Seen.Add(activity);
    }

    public static string TextOf(JsonObject activity) =>
        string.Join('\n', new[] { (string?)activity["text"] ?? "" }.Concat(Strings(activity["attachments"]))).Trim();

    /// <summary>The data of a card's button with this title; throws when no seen card has it.</summary>
    public JsonObject Button(string title) =>
        Seen.AsEnumerable().Reverse().SelectMany(a => Objects(a["attachments"])).First(o => (string?)o["type"] == "Action.Submit" && (string?)o["title"] == title)["data"]!.AsObject();

    private async Task<string> AnswerToAsync(string messageId)
    {
        var first = await WaitForAsync(a => ((string?)a["replyToId"])?.EndsWith(messageId, StringComparison.Ordinal) == true);
        return string.Join('\n', Seen.Where(a => (string?)a["replyToId"] == (string?)first["replyToId"]).Select(TextOf));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: new JsonSerializerOptions(JsonSerializerDefaults.Web));
        return await _bot.Http.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<string> Strings(JsonNode? node) =>
        Objects(node).SelectMany(o => new[] { "text", "title", "value", "label" }.Select(name => o[name]).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "")).Where(t => t.Length > 0);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
