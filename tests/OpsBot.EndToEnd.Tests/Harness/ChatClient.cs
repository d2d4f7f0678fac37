using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>A person's chat over plain Direct Line REST, with a watermark, as a simple client would do it.</summary>
internal sealed class ChatClient
{
    // Only against a hang: other work on the machine may make anything slow.
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly BotProcess _bot;
    private readonly bool _isFresh;
    private readonly Stopwatch _tokenAge = new();
    private string _token = "";
    private string _watermark = "";

    private ChatClient(BotProcess bot, string person, bool isFresh)
    {
        _bot = bot;
        _isFresh = isFresh;
        Person = person;
    }

    public string Person { get; }

    public string ConversationId { get; private set; } = "";

    /// <summary>How long a request is repeated that found nobody, or was asked to come later. Zero: not at all.</summary>
    public TimeSpan Patience { get; init; }

    /// <summary>Requests that were answered with 503.</summary>
    public int Refused { get; private set; }

    /// <summary>Requests that found nobody or lost their connection.</summary>
    public int Unanswered { get; private set; }

    /// <summary>All activities of the bot seen so far, in order.</summary>
    public List<JsonObject> Seen { get; } = [];

    /// <summary>All activities seen so far, the person's own too, in order.</summary>
    public List<JsonObject> All { get; } = [];

    /// <summary>Ids of the messages that the bot acknowledged.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>What the bot sent without having been asked, the welcome aside.</summary>
    public IEnumerable<JsonObject> Unasked =>
        Seen.Where(a => a["replyToId"] is null && !TextOf(a).Contains("我是基层减负助手", StringComparison.Ordinal));

    /// <param name="bot">The bot.</param>
    /// <param name="person">Who is playing.</param>
    /// <param name="isFresh">In a new conversation instead of the person's own one.</param>
    /// <param name="patience">See <see cref="Patience"/>.</param>
    public static async Task<ChatClient> OpenAsync(BotProcess bot, string person, bool isFresh = false, TimeSpan patience = default)
    {
        var chat = new ChatClient(bot, person, isFresh) { Patience = patience };
        await chat.TakeTokenAsync();
        using var started = await chat.SendAsync(HttpMethod.Post, "/v3/directline/conversations", new { user = new { id = person } });
        started.EnsureSuccessStatusCode();
        return chat;
    }

    /// <summary>Another client of the same conversation, that has read nothing yet.</summary>
    public ChatClient Twin(TimeSpan? patience = null) =>
        new(_bot, Person, _isFresh) { Patience = patience ?? Patience, ConversationId = ConversationId, _token = _token };

    /// <summary>Posts a text; the caller looks at the status.</summary>
    public Task<HttpResponseMessage> TryPostAsync(string text, string messageId) => PostActivityAsync(new JsonObject
    {
        ["type"] = "message",
        ["text"] = text,
        ["from"] = new JsonObject { ["id"] = Person },
        ["channelData"] = new JsonObject { ["clientActivityID"] = messageId },
    });

    public Task<HttpResponseMessage> PostActivityAsync(JsonObject activity) =>
        SendAsync(HttpMethod.Post, ActivitiesPath, activity);

    /// <summary>Posts a body as it is.</summary>
    public async Task<HttpResponseMessage> PostRawAsync(HttpContent body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ActivitiesPath) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? _token);
        return await _bot.Http.SendAsync(request);
    }

    /// <summary>Posts a text and waits for the bot's answer to it; returns all texts of that answer.</summary>
    public async Task<string> SayAsync(string text, string? messageId = null)
    {
        var id = messageId ?? Guid.NewGuid().ToString("N");
        using var posted = await TryPostAsync(text, id);
        return await AnswerToAsync(posted, id);
    }

    /// <summary>Posts a text and waits until an answer to it contains <paramref name="expected"/>; returns that one.</summary>
    public async Task<string> SayAsync(string text, string messageId, string expected)
    {
        using var posted = await TryPostAsync(text, messageId);
        await AnswerToAsync(posted, messageId);
        var started = Stopwatch.StartNew();
        while (true)
        {
            if (AnswersTo(messageId).FirstOrDefault(a => a.Contains(expected, StringComparison.Ordinal)) is { } answer)
                return answer;
            Assert.True(started.Elapsed < AnswerLimit + Patience, $"{Person} said “{text}” and waited for “{expected}”. The answer was: {string.Join('\n', AnswersTo(messageId))}");
            await Task.Delay(Pause);
            await PollAsync();
        }
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
        return await AnswerToAsync(posted, id);
    }

    /// <summary>Waits until an activity of the bot holds, among those already seen and those to come.</summary>
    public async Task<JsonObject> WaitForAsync(Func<JsonObject, bool> wanted)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            await PollAsync();
            if (Seen.FirstOrDefault(wanted) is { } found)
                return found;
            Assert.True(started.Elapsed < AnswerLimit + Patience, $"{Person} waited in vain for an activity.");
            await Task.Delay(25);
        }
    }

    /// <summary>Reads all that is new.</summary>
    public async Task PollAsync()
    {
        while (true)
        {
            using var answer = await SendAsync(HttpMethod.Get, $"{ActivitiesPath}?watermark={_watermark}", null);
            answer.EnsureSuccessStatusCode();
            var page = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            _watermark = (string)page["watermark"]!;
            var activities = page["activities"]!.AsArray().Select(a => a!.AsObject()).ToArray();
            if (activities.Length == 0)
                return;
            All.AddRange(activities);
            Seen.AddRange(activities.Where(a => (string?)a["from"]?["role"] == "bot"));
        }
    }

    /// <summary>
    /// Holds the conversation to its promises: every activity has an id of its own, every acknowledged message has one echo
    /// and one answer, and nobody else's words are in it.
    /// </summary>
    public void AssertEachOnce()
    {
        Assert.Equal(All.Count, All.DistinctBy(a => (string)a["id"]!).Count());
        var echoes = All.Where(a => (string?)a["from"]?["role"] == "user").ToDictionary(a => (string)a["channelData"]!["clientActivityID"]!, a => (string)a["id"]!);
        var answers = Seen.Where(a => a["replyToId"] is not null).ToLookup(a => (string)a["replyToId"]!);
        var accepted = Accepted.Distinct().ToArray();
        foreach (var id in accepted)
        {
            Assert.True(echoes.ContainsKey(id), $"{Person}: the message {id} was acknowledged and is not in the log.");
            Assert.True(answers.Contains(echoes[id]), $"{Person}: the message {id} was acknowledged and not answered.");
        }
        Assert.Equal(accepted.Length, echoes.Count);
        Assert.Equal(accepted.Length, answers.Count);
        // An answer in the middle of a draft has two parts: the answer, and the draft's question again.
        Assert.All(answers, a => Assert.True(a.Count() == 1 || (a.Count() == 2 && TextOf(a.Last()).Contains("接着", StringComparison.Ordinal)), $"{Person}: {a.Key} has {a.Count()} answers."));
    }

    public static string TextOf(JsonObject activity) =>
        string.Join('\n', new[] { (string?)activity["text"] ?? (string?)activity["summary"] ?? "" }.Concat(Strings(activity["attachments"]))).Trim();

    /// <summary>The data of a card's button with this title; throws when no seen card has it.</summary>
    public JsonObject Button(string title) =>
        Seen.AsEnumerable().Reverse().SelectMany(a => Objects(a["attachments"])).First(o => (string?)o["type"] == "Action.Submit" && (string?)o["title"] == title)["data"]!.AsObject();

    /// <summary>Waits for the answer to a message that was acknowledged before; returns all texts of it.</summary>
    public async Task<string> AnswerToAsync(string messageId)
    {
        await WaitForAsync(a => a["replyToId"] is { } asked && (string?)asked == EchoOf(messageId));
        return string.Join('\n', AnswersTo(messageId));
    }

    private string ActivitiesPath => $"/v3/directline/conversations/{Uri.EscapeDataString(ConversationId)}/activities";

    private async Task<string> AnswerToAsync(HttpResponseMessage posted, string messageId)
    {
        Assert.True(posted.StatusCode == HttpStatusCode.OK, $"{(int)posted.StatusCode}: {await posted.Content.ReadAsStringAsync()}");
        Accepted.Add(messageId);
        return await AnswerToAsync(messageId);
    }

    private IEnumerable<string> AnswersTo(string messageId)
    {
        var echo = EchoOf(messageId);
        return Seen.Where(a => echo is not null && (string?)a["replyToId"] == echo).Select(TextOf);
    }

    private string? EchoOf(string messageId) =>
        (string?)All.LastOrDefault(a => (string?)a["from"]?["role"] == "user" && (string?)a["channelData"]?["clientActivityID"] == messageId)?["id"];

    private async Task TakeTokenAsync()
    {
        // A fresh conversation has no second token: its first one is exchanged.
        object asked = _isFresh ? new { person = Person, conversation = "new" } : new { person = Person };
        using var answer = _isFresh && _token.Length > 0
            ? await RepeatAsync(() => Request(HttpMethod.Post, "/v3/directline/tokens/refresh", null))
            : await RepeatAsync(() => Request(HttpMethod.Post, "/api/demo/token", asked));
        answer.EnsureSuccessStatusCode();
        var issued = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        _token = (string)issued["token"]!;
        ConversationId = (string)issued["conversationId"]!;
        _tokenAge.Restart();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        if (_tokenAge.Elapsed > TokenAge)
            await TakeTokenAsync();
        return await RepeatAsync(() => Request(method, path, body));
    }

    private async Task<HttpResponseMessage> RepeatAsync(Func<HttpRequestMessage> make)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            var pause = Pause;
            try
            {
                using var request = make();
                var answer = await _bot.Http.SendAsync(request);
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || started.Elapsed >= Patience)
                    return answer;
                if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                    pause = answer.Headers.RetryAfter!.Delta!.Value;
                else
                    Refused++;
                answer.Dispose();
            }
            catch (HttpRequestException) when (started.Elapsed < Patience)
            {
                Unanswered++;
            }
            await Task.Delay(pause);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, object? body)
    {
        var request = new HttpRequestMessage(method, path);
        if (_token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: new JsonSerializerOptions(JsonSerializerDefaults.Web));
        return request;
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
