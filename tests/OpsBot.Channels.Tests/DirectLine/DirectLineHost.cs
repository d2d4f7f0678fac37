using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Tests.BotFramework;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Memory;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>The server on a free loopback port, with an echo bot behind it.</summary>
internal sealed class DirectLineHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-a-portal";
    private readonly WebApplication _app;

    private DirectLineHost(WebApplication app)
    {
        _app = app;
        Url = app.Urls.First() + "/v3/directline";
        Bot = app.Services.GetRequiredService<EchoBot>();
        Log = app.Services.GetRequiredService<MemoryLog>();
        Tokens = app.Services.GetRequiredService<DirectLineTokens>();
        Clock = app.Services.GetRequiredService<SetClock>();
    }

    public string Url { get; }

    public EchoBot Bot { get; }

    public MemoryLog Log { get; }

    public DirectLineTokens Tokens { get; }

    public SetClock Clock { get; }

    /// <summary>The records.</summary>
    public InMemoryStore Store => _app.Services.GetRequiredService<InMemoryStore>();

    /// <summary>The records that there are.</summary>
    public Task<IReadOnlyList<StoredRecord>> RecordsAsync(string? kind = null) => _app.Services.GetRequiredService<StoreWithLog>().AllAsync(kind);

    /// <summary>All that was logged.</summary>
    public RecordedLog Lines => _app.Services.GetRequiredService<RecordedLog>();

    public HttpClient Http { get; } = new();

    public static async Task<DirectLineHost> StartAsync(Action<DirectLineOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var lines = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(lines).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton(lines);
        services.AddSingleton<MemoryLog>();
        services.AddSingleton<IActivityLog>(all => all.GetRequiredService<MemoryLog>());
        services.AddSingleton<SetClock>();
        services.AddSingleton<TimeProvider>(all => all.GetRequiredService<SetClock>());
        services.AddSingleton(all => new MachineClock(all.GetRequiredService<SetClock>()));
        services.AddSingleton<IEntropySource, SeededEntropy>();
        services.AddSingleton(all => new InMemoryStore(all.GetRequiredService<SetClock>()));
        services.AddSingleton<IRecordReader>(all => all.GetRequiredService<InMemoryStore>().Records);
        services.AddSingleton<IChangeStore>(all => all.GetRequiredService<StoreWithLog>());
        services.AddSingleton<StoreWithLog>();
        services.AddSingleton<EchoBot>();
        services.AddSingleton<TakeTurn>(all => all.GetRequiredService<EchoBot>().HandleAsync);
        services.AddOpsBotDirectLine(options =>
        {
            options.SigningKey = Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());
            options.Secret = Secret;
            options.Tenant = "quanzhou";
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapOpsBotDirectLine();
        await app.StartAsync();
        return new DirectLineHost(app);
    }

    public string Token(string conversation = "conv-1", string user = "dl_zhang", string? name = "张三") =>
        Tokens.Issue(TenantId.Parse("quanzhou"), conversation, user, name);

    public Task<Answer> GetAsync(string path, string? bearer) => SendAsync(HttpMethod.Get, path, bearer, null);

    public Task<Answer> PostAsync(string path, string? bearer, string? body = null) =>
        SendAsync(HttpMethod.Post, path, bearer, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<Answer> SayAsync(string token, string text, string? clientId = null, string conversation = "conv-1")
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "forged" } };
        if (clientId is not null)
            activity["channelData"] = new JsonObject { ["clientActivityID"] = clientId };
        return PostAsync($"/conversations/{conversation}/activities", token, activity.ToJsonString());
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? content, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, Url + path) { Content = content };
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : [], response.Headers.RetryAfter?.Delta);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    internal sealed record Answer(HttpStatusCode Status, JsonObject Body, TimeSpan? RetryAfter)
    {
        public string Text(string field) => Body[field]!.GetValue<string>();

        public string ErrorCode => Body["error"]!["code"]!.GetValue<string>();

        public IReadOnlyList<JsonObject> Activities => [.. Body["activities"]!.AsArray().Select(a => a!.AsObject())];
    }
}
