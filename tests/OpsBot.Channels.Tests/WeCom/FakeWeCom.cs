using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>
/// The vendor's API on a loopback port, as strict as it is described: tokens end, bodies are checked field by field, a
/// card's task happens once, and what is over 30 messages a minute for a member vanishes without an error.
/// </summary>
internal sealed class FakeWeCom : IAsyncDisposable
{
    private const int MaxTextBytes = 2048;
    private const int MemberPerMinute = 30;
    private static readonly string[] SendFields =
        ["touser", "msgtype", "agentid", "text", "markdown", "template_card", "safe", "enable_duplicate_check", "duplicate_check_interval"];

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _tasks = [];
    private readonly Dictionary<string, DateTimeOffset> _responseCodes = [];
    private readonly List<(string User, DateTimeOffset At)> _member = [];
    private readonly List<(string What, DateTimeOffset At)> _noted = [];
    private (string Token, DateTimeOffset EndsAt)? _token;
    private readonly Dictionary<string, (JsonObject Body, DateTimeOffset At)> _sent = [];
    private int _number;

    private FakeWeCom(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    public Uri Url => new(_app.Urls.First());

    /// <summary>Codes to answer the next calls of a method with, before anything else is looked at.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<int>> Forced { get; } = new();

    /// <summary>HTTP status to answer the next calls with.</summary>
    public ConcurrentQueue<int> ForcedStatus { get; } = new();

    /// <summary>Accounts outside the application's sight.</summary>
    public HashSet<string> InvalidUsers { get; } = [];

    /// <summary>What people saw, in order.</summary>
    public List<JsonObject> Shown { get; } = [];

    /// <summary>What was taken back, by the words that people had seen.</summary>
    public List<string> Recalled { get; } = [];

    /// <summary>Accepted and thrown away without a word.</summary>
    public int Dropped { get; private set; }

    public List<JsonObject> Groups { get; } = [];

    public List<JsonObject> Updates { get; } = [];

    public int TokenCalls { get; private set; }

    /// <summary>What a call did wrong; a good client causes none.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Set: after so many more good sends one is answered with -1.</summary>
    public int? FailAfter { get; set; }

    public TaskCompletionSource? HoldToken { get; set; }

    public static async Task<FakeWeCom> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeWeCom(app, clock);
        app.MapGet("/cgi-bin/gettoken", fake.TokenAsync);
        app.MapPost("/cgi-bin/message/send", (HttpRequest r) => fake.CallAsync(r, "message/send", fake.Send));
        app.MapPost("/cgi-bin/message/recall", (HttpRequest r) => fake.CallAsync(r, "message/recall", fake.Recall));
        app.MapPost("/cgi-bin/appchat/send", (HttpRequest r) => fake.CallAsync(r, "appchat/send", fake.SendToGroup));
        app.MapPost("/cgi-bin/message/update_template_card", (HttpRequest r) => fake.CallAsync(r, "message/update_template_card", fake.Update));
        app.MapFallback((HttpRequest r) =>
        {
            fake.Complaints.Add($"unknown path {r.Path} {r.Headers["x-app"]}");
            return Results.NotFound();
        });
        await app.StartAsync();
        return fake;
    }

    /// <summary>All tokens are void from now on, as after a change of the secret.</summary>
    public void Revoke()
    {
        lock (_lock)
            _token = null;
    }

    public void Force(string method, params int[] codes)
    {
        foreach (var code in codes)
            Forced.GetOrAdd(method, _ => new()).Enqueue(code);
    }

    /// <summary>A code with which a card that was shown can be changed once.</summary>
    public string ResponseCodeFor(string user)
    {
        lock (_lock)
        {
            var code = $"rc-{user}-{++_number}";
            _responseCodes[code] = _clock.GetUtcNow();
            return code;
        }
    }

    public IReadOnlyList<JsonObject> ShownTo(string user)
    {
        lock (_lock)
            return [.. Shown.Where(m => (string?)m["touser"] == user)];
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (HoldToken is { } hold)
            await hold.Task;
        lock (_lock)
        {
            TokenCalls++;
            if (ForcedStatus.TryDequeue(out var status))
                return Results.StatusCode(status);
            if (Forced.TryGetValue("gettoken", out var forced) && forced.TryDequeue(out var code))
                return Answer(code);
            if (request.Query["corpid"] != WeComHost.CorpId)
                return Answer(40013);
            if (request.Query["corpsecret"] != WeComHost.Secret)
                return Answer(40001);
            // The same token as long as it is good.
            if (_token is not { } token || token.EndsAt - TimeSpan.FromMinutes(10) < _clock.GetUtcNow())
                _token = token = ($"token-{++_number}", _clock.GetUtcNow().AddSeconds(7200));
            var left = (int)(token.EndsAt - _clock.GetUtcNow()).TotalSeconds;
            return Results.Json(new { errcode = 0, errmsg = "ok", access_token = token.Token, expires_in = left });
        }
    }

    private async Task<IResult> CallAsync(HttpRequest request, string method, Func<JsonObject, IResult> act)
    {
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, true));
        var body = await reader.ReadToEndAsync();
        lock (_lock)
        {
            if (ForcedStatus.TryDequeue(out var status))
                return Results.StatusCode(status);
            if (Forced.TryGetValue(method, out var forced) && forced.TryDequeue(out var code))
                return Answer(code);
            var given = request.Query["access_token"].ToString();
            if (given.Length == 0)
                return Answer(41001);
            if (given != _token?.Token)
                return Answer(40014);
            if (_token.Value.EndsAt <= _clock.GetUtcNow())
                return Answer(42001);
            if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
                return Complain(40058, "content type");
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject parsed ? act(parsed) : Answer(47001);
        }
    }

    private IResult Send(JsonObject body)
    {
        if (FailAfter-- == 0)
            return Answer(-1);
        if (body.FirstOrDefault(p => !SendFields.Contains(p.Key)).Key is { } unknown)
            return Complain(40058, "field " + unknown);
        if (body["agentid"]?.GetValueKind() != JsonValueKind.Number || (long)body["agentid"]! != WeComHost.AgentId)
            return Complain(40056, "agentid");
        if ((string?)body["touser"] is not { Length: > 0 } user || user.Contains('|') || user.StartsWith('@'))
            return Complain(82001, "touser");
        if (Content(body) is { } fault)
            return fault;
        if (body["enable_duplicate_check"] is not null && Repeats(body))
            return Results.Json(new { errcode = 0, errmsg = "ok", msgid = $"m{++_number}" });
        if (InvalidUsers.Contains(user))
            return Results.Json(new { errcode = 0, errmsg = "ok", invaliduser = user, msgid = "" });
        var now = _clock.GetUtcNow();
        _member.RemoveAll(m => m.At <= now.AddMinutes(-1));
        if (_member.Count(m => m.User == user) >= MemberPerMinute)
            Dropped++;
        else
            Shown.Add(body);
        _member.Add((user, now));
        var id = $"m{++_number}";
        _sent[id] = (body, now);
        var responseCode = (string?)body["msgtype"] == "template_card" ? ResponseCodeFor(user) : "";
        return Results.Json(new { errcode = 0, errmsg = "ok", invaliduser = "", invalidparty = "", invalidtag = "", unlicenseduser = "", msgid = id, response_code = responseCode });
    }

    private IResult Recall(JsonObject body)
    {
        if (body.Count != 1 || (string?)body["msgid"] is not { Length: > 0 } id)
            return Complain(40058, "msgid");
        if (!_sent.Remove(id, out var sent) || sent.At.AddHours(24) <= _clock.GetUtcNow())
            return Complain(40008, "recall of nothing");
        Shown.Remove(sent.Body);
        Recalled.Add((string?)sent.Body[(string)sent.Body["msgtype"]!]?["content"] ?? "card");
        return Answer(0);
    }

    private IResult SendToGroup(JsonObject body)
    {
        if ((string?)body["chatid"] is not { Length: > 0 } chat)
            return Complain(40058, "chatid");
        if (chat == "unknown")
            return Answer(86001);
        if ((string?)body["msgtype"] is not ("text" or "markdown"))
            return Complain(40008, "msgtype of a group");
        if (Content(body) is { } fault)
            return fault;
        Groups.Add(body);
        return Answer(0);
    }

    private IResult Update(JsonObject body)
    {
        if ((string?)body["response_code"] is not { } code || !_responseCodes.Remove(code, out var at) || at + TimeSpan.FromHours(72) < _clock.GetUtcNow())
            return Answer(42022);
        if (body["userids"] is not JsonArray { Count: 1 } || (long?)body["agentid"] != WeComHost.AgentId || (string?)body["button"]?["replace_name"] is not { Length: > 0 })
            return Complain(40058, "update");
        Updates.Add(body);
        return Answer(0);
    }

    private IResult? Content(JsonObject body)
    {
        var type = (string?)body["msgtype"];
        if (type == "template_card")
            return Card(body["template_card"] as JsonObject);
        if (type is not ("text" or "markdown") || (string?)body[type]?["content"] is not { } content)
            return Complain(40008, "msgtype");
        if (string.IsNullOrWhiteSpace(content))
            return Complain(44004, "empty");
        return Encoding.UTF8.GetByteCount(content) > MaxTextBytes ? Complain(45002, "too long") : null;
    }

    private IResult? Card(JsonObject? card)
    {
        var buttons = card?["button_list"] as JsonArray ?? [];
        var keys = buttons.Select(b => (string)b!["key"]!).ToArray();
        if (card is null || (string?)card["card_type"] != "button_interaction" || keys.Length is 0 or > 6 || keys.Distinct().Count() != keys.Length)
            return Complain(40058, "card");
        if (keys.Any(k => Encoding.UTF8.GetByteCount(k) > 1024) || buttons.Any(b => ((string)b!["text"]!).Length is 0 or > 10 || (int)b["style"]! is < 1 or > 4))
            return Complain(40058, "button");
        if (card["main_title"]?["title"] is null && card["sub_title_text"] is null)
            return Complain(40058, "card without words");
        if (((string?)card["main_title"]?["title"])?.Length > 36 || ((string?)card["sub_title_text"])?.Length > 160 || (card["horizontal_content_list"] as JsonArray)?.Count > 6)
            return Complain(40058, "card too long");
        if ((string?)card["task_id"] is not { Length: > 0 and <= 128 } task || !task.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '@'))
            return Complain(40058, "task_id");
        return _tasks.Add(task) ? null : Complain(42045, "task twice");
    }

    private bool Repeats(JsonObject body)
    {
        var seconds = (int)body["duplicate_check_interval"]!;
        if (seconds is < 1 or > 14_400)
            Complaints.Add("duplicate_check_interval");
        var now = _clock.GetUtcNow();
        _noted.RemoveAll(n => n.At + TimeSpan.FromSeconds(seconds) < now);
        var what = body.ToJsonString();
        if (_noted.Any(n => n.What == what))
            return true;
        _noted.Add((what, now));
        return false;
    }

    private IResult Complain(int code, string what)
    {
        Complaints.Add(what);
        return Answer(code);
    }

    private static IResult Answer(int code) => Results.Json(new { errcode = code, errmsg = code == 0 ? "ok" : "some words" });
}
