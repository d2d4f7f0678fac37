using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Memory;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>The callback address on a free loopback port and the vendor's API as a fake; the test plays WeCom.</summary>
internal sealed class WeComHost : IAsyncDisposable
{
    // The vendor's published sample values; they open nothing.
    public const string CorpId = "wx5823bf96d3bd56c7";
    public const string Token = "QDG6eK";
    public const string AesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    public const string Secret = "a-secret-of-the-application";
    public const long AgentId = 1000002;

    public static readonly TenantId Tenant = TenantId.Parse("quanzhou");
    private static readonly CallbackCipher Cipher = new(AesKey);
    private readonly WebApplication _app;
    private readonly TestLog _log;
    private readonly Random _random = new(5);
    private int _messages;

    public WeComHost(WebApplication app, FakeWeCom api, ManualClock clock, InMemoryStore store, TestLog log)
    {
        (_app, Api, Clock, Store, _log) = (app, api, clock, store, log);
        Url = app.Urls.First() + "/hooks/wecom";
    }

    public string Url { get; }

    public FakeWeCom Api { get; }

    public ManualClock Clock { get; }

    public InMemoryStore Store { get; }

    public HttpClient Http { get; } = new();

    public IServiceProvider Services => _app.Services;

    public IChannelSender Sender => _app.Services.GetServices<IChannelSender>().Single();

    /// <summary>All that was logged, with its values.</summary>
    public string Log => _log.Text;

    public static Task<WeComHost> StartAsync(Action<IServiceCollection>? bot = null, params (string Name, string Value)[] settings) =>
        StartAsync(bot, _ => { }, settings);

    /// <summary>With routes of other channels beside it.</summary>
    public static async Task<WeComHost> StartAsync(Action<IServiceCollection>? bot, Action<WebApplication> map, params (string Name, string Value)[] settings)
    {
        var clock = new ManualClock();
        var api = await FakeWeCom.StartAsync(clock);
        var store = new InMemoryStore(clock);
        var log = new TestLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new MachineClock(clock));
        services.AddSingleton<IEntropySource>(new SeededEntropy());
        services.AddSingleton<IRecordReader>(store.Records);
        services.AddSingleton<IChangeStore>(store.Changes);
        services.AddSingleton(store);
        (bot ?? RecordingBot.Add)(services);
        services.AddOpsBotWeCom(Settings(api.Url, settings), Tenant);
        var app = builder.Build();
        app.MapOpsBotWeCom();
        map(app);
        await app.StartAsync();
        return new WeComHost(app, api, clock, store, log);
    }

    public static IConfiguration Settings(Uri api, params (string Name, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["CorpId"] = CorpId,
            ["AgentId"] = AgentId.ToString(CultureInfo.InvariantCulture),
            ["Secret"] = Secret,
            ["Token"] = Token,
            ["EncodingAESKey"] = AesKey,
            ["ApiBase"] = api.ToString(),
        };
        foreach (var (name, value) in settings)
            values[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    public string NewMessageId() => $"70000000{Interlocked.Increment(ref _messages):D6}";

    public string TextXml(string user, string text, string? id = null) => Xml(user, "text", $"<Content>{new XText(text)}</Content><MsgId>{id ?? NewMessageId()}</MsgId>");

    public string PressXml(string user, string key, string? responseCode = null, string task = "task-1") =>
        EventXml(user, "template_card_event", key, $"<TaskId>{task}</TaskId><CardType>button_interaction</CardType><ResponseCode>{responseCode}</ResponseCode>");

    public string EventXml(string user, string name, string? key = null, string more = "") =>
        Xml(user, "event", $"<Event><![CDATA[{name}]]></Event><EventKey><![CDATA[{key}]]></EventKey>{more}");

    public string Xml(string user, string type, string more) =>
        $"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><FromUserName><![CDATA[{user}]]></FromUserName><CreateTime>{Seconds()}</CreateTime><MsgType><![CDATA[{type}]]></MsgType>{more}<AgentID>{AgentId}</AgentID></xml>";

    public Task<Answer> SayAsync(string user, string text, string? id = null) => PostAsync(Seal(TextXml(user, text, id)));

    /// <summary>A sealed and signed request, ready to be sent or spoiled.</summary>
    public Request Seal(string inner, bool robot = false, DateTimeOffset? at = null, string? receiveId = null)
    {
        var bytes = new byte[24];
        lock (_random)
            _random.NextBytes(bytes);
        var encrypt = Cipher.Encrypt(inner, receiveId ?? (robot ? "" : CorpId), bytes.AsSpan(0, 16));
        var seconds = (at ?? Clock.Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(bytes.AsSpan(16));
        var body = robot
            ? new JsonObject { ["encrypt"] = encrypt }.ToJsonString()
            : $"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><AgentID><![CDATA[{AgentId}]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>";
        return new Request(CallbackSignature.Of(Token, seconds, nonce, encrypt), seconds, nonce, encrypt, Encoding.UTF8.GetBytes(body));
    }

    public async Task<Answer> PostAsync(Request request)
    {
        using var content = new ByteArrayContent(request.Body);
        using var response = await Http.PostAsync(new Uri($"{Url}?{request.Query}"), content);
        return await ReadAsync(response);
    }

    public async Task<Answer> GetAsync(string query)
    {
        using var response = await Http.GetAsync(new Uri($"{Url}?{query}"));
        return await ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Api.DisposeAsync();
    }

    private string Seconds() => Clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(response.StatusCode, await response.Content.ReadAsStringAsync());

    internal sealed record Request(string Signature, string Timestamp, string Nonce, string Encrypt, byte[] Body)
    {
        public string Query => $"msg_signature={Signature}&timestamp={Timestamp}&nonce={Nonce}";
    }

    internal sealed record Answer(HttpStatusCode Status, string Body)
    {
        /// <summary>The passive answer, opened after its signature was checked; null: there is none.</summary>
        public XElement? Passive => Status == HttpStatusCode.OK && Body.StartsWith("<xml>", StringComparison.Ordinal) ? Open(XElement.Parse(Body)) : null;

        public string? PassiveText => Passive?.Element("Content")?.Value;

        public JsonObject? RobotAnswer => Status == HttpStatusCode.OK && Body.StartsWith('{') ? OpenJson(JsonNode.Parse(Body)!.AsObject()) : null;

        private static XElement Open(XElement body)
        {
            var encrypt = body.Element("Encrypt")!.Value;
            Assert.Equal(CallbackSignature.Of(Token, body.Element("TimeStamp")!.Value, body.Element("Nonce")!.Value, encrypt), body.Element("MsgSignature")!.Value);
            return XElement.Parse(Assert.IsType<Decryption.Opened>(Cipher.Decrypt(encrypt, CorpId)).Message);
        }

        private static JsonObject OpenJson(JsonObject body)
        {
            var encrypt = (string)body["encrypt"]!;
            Assert.Equal(CallbackSignature.Of(Token, (string)body["timestamp"]!, (string)body["nonce"]!, encrypt), (string)body["msgsignature"]!);
            return JsonNode.Parse(Assert.IsType<Decryption.Opened>(Cipher.Decrypt(encrypt, "")).Message)!.AsObject();
        }
    }
}
