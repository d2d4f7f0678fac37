using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsBot.TestKit.Tls;

namespace OpsBot.TestKit.DingTalk;

/// <summary>
/// DingTalk on a free loopback port: token, OpenAPI, session webhooks, the older directory API and the Stream gateway. The
/// vendor's own clients accept it (see the peer tests), so that what our client says to it means something.
/// </summary>
public sealed class FakeDingTalk : IAsyncDisposable
{
    public const string ClientId = "dingappkey";
    public const string ClientSecret = "a-secret-of-the-app";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<FakeCall> _calls = new();
    private readonly ConcurrentDictionary<string, bool> _tickets = new();
    private readonly Channel<FakeSocket> _sockets = Channel.CreateUnbounded<FakeSocket>();
    private readonly ConcurrentDictionary<string, string[]> _sentTo = new();
    private int _tokens;
    private int _ticketsGiven;
    private int _gatewayCalls;

    private FakeDingTalk(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <summary>Everything but tokens and tickets.</summary>
    public IReadOnlyList<FakeCall> Calls => [.. _calls];

    /// <summary>How many tokens were issued.</summary>
    public int Tokens => _tokens;

    /// <summary>Tickets issued.</summary>
    public int Tickets => _ticketsGiven;

    /// <summary>Answers to give instead of the usual ones, in order, to calls of the OpenAPI and of webhooks.</summary>
    public ConcurrentQueue<(int Status, string Body)> Instead { get; } = new();

    /// <summary>Set: asked first, gives an answer or null.</summary>
    public Func<FakeCall, (int Status, string Body)?>? Answering { get; set; }

    /// <summary>Set: the token that is good; others get 401.</summary>
    public Func<string?, bool> IsTokenGood { get; set; } = _ => true;

    /// <summary>Set: the gateway refuses so.</summary>
    public (int Status, string Body)? GatewayRefusal { get; set; }

    /// <summary>Where the gateway sends the stream now; elsewhere no ticket is taken.</summary>
    public string StreamPath { get; set; } = "/connect";

    /// <summary>Accounts that read what they get in their private chats.</summary>
    public ISet<string> Readers { get; init; } = new HashSet<string> { "0423" };

    /// <summary>Accounts that have read what is sent into groups.</summary>
    public IReadOnlyList<string> GroupReaders { get; set; } = ["a", "b", "c"];

    /// <summary>Most readers of a group on one page, however many are asked for.</summary>
    public int GroupPage { get; set; } = 2;

    /// <summary>How often a ticket was asked for, refused or not.</summary>
    public int GatewayCalls => _gatewayCalls;

    /// <param name="certificate">Set: serves https and wss with it.</param>
    public static async Task<FakeDingTalk> StartAsync(ReplaceableCertificate? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is null)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            certificate.Listen(builder.WebHost, 0);
        var app = builder.Build();
        var fake = new FakeDingTalk(app);
        app.UseWebSockets();
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    /// <summary>The next connection to the gateway.</summary>
    public async Task<FakeSocket> ConnectedAsync() => await _sockets.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    public Uri Webhook(string session) => new(Url, $"/robot/sendBySession?session={session}");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (context.WebSockets.IsWebSocketRequest || request.Path == StreamPath)
        {
            await ConnectAsync(context);
            return;
        }
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        var body = text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : [];
        var token = (string?)request.Headers["x-acs-dingtalk-access-token"] ?? request.Query["access_token"].FirstOrDefault();
        var (status, answer) = Answer(new FakeCall(request.Method, request.Path.Value!, request.QueryString.Value!, token, body), request);
        context.Response.StatusCode = status;
        context.Response.ContentType = answer.StartsWith('<') ? "text/html" : "application/json;charset=utf-8";
        await context.Response.WriteAsync(answer, Encoding.UTF8);
    }

    private (int Status, string Body) Answer(FakeCall call, HttpRequest request)
    {
        switch (call.Path)
        {
            case "/v1.0/oauth2/accessToken":
                return (string?)call.Body["appSecret"] == ClientSecret
                    ? (200, $$"""{"accessToken":"AT-{{Interlocked.Increment(ref _tokens)}}","expireIn":7200}""")
                    : (400, """{"code":"invalidClientIdOrSecret","message":"m","requestid":"r"}""");
            case "/v1.0/gateway/connections/open":
                return Open(call, request);
            case "/gettoken":
                return (200, """{"errcode":0,"errmsg":"ok","access_token":"tok","expires_in":7200}""");
        }
        if (call.Path != "/robot/sendBySession" && (call.Token is null || !IsTokenGood(call.Token)))
            return (401, """{"code":"InvalidAuthentication","message":"m","requestid":"r"}""");
        _calls.Enqueue(call);
        if (Answering?.Invoke(call) is { } chosen)
            return chosen;
        return Instead.TryDequeue(out var instead) ? instead : Usual(call, request);
    }

    private (int Status, string Body) Usual(FakeCall call, HttpRequest request) => call.Path switch
    {
        "/v1.0/robot/oToMessages/batchSend" => (200, Send(call)),
        "/v1.0/robot/oToMessages/readStatus" => ReadStatus(request.Query["processQueryKey"].ToString(), request.Query["robotCode"].ToString()),
        "/v1.0/robot/groupMessages/query" => GroupRead(call.Body),
        _ => (200, Usual(call)),
    };

    private string Send(FakeCall call)
    {
        var key = $"pqk-{_sentTo.Count + 1}-{Guid.NewGuid():N}";
        _sentTo[key] = [.. call.Body["userIds"]!.AsArray().Select(u => (string)u!)];
        return $$"""{"processQueryKey":"{{key}}","invalidStaffIdList":[],"flowControlledStaffIdList":[]}""";
    }

    private (int Status, string Body) ReadStatus(string key, string robotCode)
    {
        if (robotCode.Length == 0)
            return Refusal("invalidParameter.robotCode.empty");
        if (!_sentTo.TryGetValue(key, out var people))
            return Refusal("processQueryKey.expireTime");
        var list = people.Select(p => new JsonObject
        {
            ["userId"] = p,
            ["name"] = $"name of {p}",
            ["readStatus"] = Readers.Contains(p) ? "READ" : "UNREAD",
            ["readTimestamp"] = Readers.Contains(p) ? 1_780_000_000_000 : 0,
        });
        return (200, new JsonObject { ["sendStatus"] = "SUCCESS", ["messageReadInfoList"] = new JsonArray([.. list]) }.ToJsonString());
    }

    private (int Status, string Body) GroupRead(JsonObject body)
    {
        if ((string?)body["robotCode"] is null or "")
            return Refusal("invalidParameter.robotCode.empty");
        if ((int?)body["maxResults"] is not (> 0 and <= 200 and var most))
            return Refusal("invalidParameter.maxResults.invalid");
        var from = body["nextToken"] is { } token ? int.Parse((string)token!, CultureInfo.InvariantCulture) : 0;
        var page = GroupReaders.Skip(from).Take(Math.Min(most, GroupPage)).ToArray();
        var next = from + page.Length;
        var answer = new JsonObject { ["sendStatus"] = "SUCCESS", ["readUserIds"] = new JsonArray([.. page.Select(p => (JsonNode)p)]), ["hasMore"] = next < GroupReaders.Count };
        if (next < GroupReaders.Count)
            answer["nextToken"] = next.ToString(CultureInfo.InvariantCulture);
        return (200, answer.ToJsonString());
    }

    private static (int Status, string Body) Refusal(string code) => (400, $$"""{"code":"{{code}}","message":"m","requestid":"r"}""");

    private static string Usual(FakeCall call) => call.Path switch
    {
        "/robot/sendBySession" => """{"errcode":0,"errmsg":"ok"}""",
        "/v1.0/robot/groupMessages/send" => """{"processQueryKey":"pqk-g"}""",
        "/v1.0/robot/otoMessages/batchRecall" or "/v1.0/robot/groupMessages/recall" => new JsonObject { ["successResult"] = call.Body["processQueryKeys"]!.DeepClone(), ["failedResult"] = new JsonObject() }.ToJsonString(),
        "/v1.0/card/instances/createAndDeliver" => """{"success":true,"result":{"outTrackId":"o","deliverResults":[]}}""",
        "/v1.0/card/instances" => """{"success":true,"result":true}""",
        _ => "{}",
    };

    private (int Status, string Body) Open(FakeCall call, HttpRequest request)
    {
        Interlocked.Increment(ref _gatewayCalls);
        if (GatewayRefusal is { } refusal)
            return refusal;
        if ((string?)call.Body["clientSecret"] != ClientSecret || !request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal))
            return (400, """{"code":"authFailed","message":"m","requestid":"r"}""");
        var ticket = $"ticket-{Interlocked.Increment(ref _ticketsGiven)}";
        _tickets[ticket] = true;
        return (200, $$"""{"endpoint":"{{(Url.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}}://{{Url.Authority}}{{StreamPath}}","ticket":"{{ticket}}"}""");
    }

    private async Task ConnectAsync(HttpContext context)
    {
        // A ticket opens one connection.
        if (!context.WebSockets.IsWebSocketRequest || context.Request.Path != StreamPath || !_tickets.TryRemove(context.Request.Query["ticket"].ToString(), out _))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        ReplaceableCertificate.KeepOpen(context);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var served = new FakeSocket(socket);
        _sockets.Writer.TryWrite(served);
        await served.ServeAsync();
    }
}
