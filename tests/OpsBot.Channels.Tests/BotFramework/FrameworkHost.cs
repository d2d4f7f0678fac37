using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Core.Changes;
using OpsBot.Memory;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>The entrance on a free loopback port, with a fake platform around it and a bot behind it.</summary>
internal sealed class FrameworkHost : IAsyncDisposable
{
    public const string ChannelIssuer = "https://api.botframework.com";
    public const string BotIssuer = $"https://sts.windows.net/{TestIssuer.BotTenant}/";
    public static readonly TenantId Tenant = TenantId.Parse("quanzhou");
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private FrameworkHost(WebApplication app, FakePlatform platform)
    {
        _app = app;
        Platform = platform;
        Url = app.Urls.First() + "/api/messages";
    }

    public FakePlatform Platform { get; }

    public string Url { get; }

    public AnsweringBot Bot => _app.Services.GetRequiredService<AnsweringBot>();

    public InMemoryStore Store => _app.Services.GetRequiredService<InMemoryStore>();

    public ManualClock Clock => _app.Services.GetRequiredService<ManualClock>();

    public RecordedLog Log => _app.Services.GetRequiredService<RecordedLog>();

    public OpsBot.Channels.BotFramework.Authentication.TokenAuthenticator Authenticator =>
        _app.Services.GetRequiredService<OpsBot.Channels.BotFramework.Authentication.TokenAuthenticator>();

    public ConnectorClient Connector => _app.Services.GetRequiredService<ConnectorClient>();

    public ConnectorTarget Target => new(new Uri(Platform.Url), ChannelIssuer);

    public static async Task<FrameworkHost> StartAsync(Action<BotFrameworkOptions>? configure = null)
    {
        var platform = await FakePlatform.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        var log = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton(log);
        services.AddSingleton<ManualClock>();
        services.AddSingleton<TimeProvider>(all => all.GetRequiredService<ManualClock>());
        services.AddSingleton(all => new MachineClock(all.GetRequiredService<ManualClock>()));
        services.AddSingleton(all => new InMemoryStore(all.GetRequiredService<ManualClock>()));
        services.AddSingleton<IRecordReader>(all => all.GetRequiredService<InMemoryStore>().Records);
        services.AddSingleton<IChangeStore>(all => all.GetRequiredService<InMemoryStore>().Changes);
        services.AddSingleton<IEntropySource>(new SeededEntropy());
        services.AddSingleton<AnsweringBot>();
        services.AddSingleton<TakeTurn>(all => all.GetRequiredService<AnsweringBot>().HandleAsync);
        services.AddOpsBotBotFramework(options =>
        {
            options.AppId = TestIssuer.App;
            options.AppPassword = "a-secret";
            options.Tenant = Tenant.Value;
            options.ChannelMetadataUrl = platform.Url + "/channel/metadata";
            options.EmulatorMetadataUrl = platform.Url + "/bots/metadata";
            options.LoginUrl = platform.Url + "/login";
            options.AllowLoopback = true;
            options.AllowedCallers.Add(TestIssuer.Root);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapOpsBotBotFramework();
        await app.StartAsync();
        return new FrameworkHost(app, platform);
    }

    /// <summary>What a channel signs.</summary>
    public JsonObject ChannelClaims(Action<JsonObject>? change = null) =>
        Claims(change, ("iss", ChannelIssuer), ("aud", TestIssuer.App), ("serviceurl", Platform.Url));

    /// <summary>What the directory signs for a bot that calls us.</summary>
    public JsonObject BotClaims(string appId, Action<JsonObject>? change = null) =>
        Claims(change, ("iss", BotIssuer), ("aud", TestIssuer.App), ("appid", appId), ("ver", "1.0"));

    public JsonObject Activity(string text = "你好", string id = "in-1", Action<JsonObject>? change = null)
    {
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["id"] = id,
            ["channelId"] = "webchat",
            ["serviceUrl"] = Platform.Url,
            ["timestamp"] = Clock.Now.ToString("O"),
            ["from"] = new JsonObject { ["id"] = "u-1", ["name"] = "陈梅" },
            ["recipient"] = new JsonObject { ["id"] = "bot-1" },
            ["conversation"] = new JsonObject { ["id"] = "19:a/b+c==@thread" },
            ["text"] = text,
        };
        change?.Invoke(activity);
        return activity;
    }

    public Task<(HttpStatusCode Status, string Body)> SayAsync(string text, string id = "in-1", Action<JsonObject>? change = null) =>
        PostAsync("Bearer " + Platform.Issuer.Sign(ChannelClaims()), Activity(text, id, change).ToJsonString());

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string? authorization, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await Platform.DisposeAsync();
    }

    private JsonObject Claims(Action<JsonObject>? change, params (string Name, string Value)[] pairs)
    {
        var claims = new JsonObject { ["nbf"] = Clock.Now.AddMinutes(-1).ToUnixTimeSeconds(), ["exp"] = Clock.Now.AddHours(1).ToUnixTimeSeconds() };
        foreach (var (name, value) in pairs)
            claims[name] = value;
        change?.Invoke(claims);
        return claims;
    }
}
