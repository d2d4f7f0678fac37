using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>The other side on loopback: publishes keys, gives tokens, and is the connector that records every call.</summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakePlatform(WebApplication app) => _app = app;

    public TestIssuer Issuer { get; } = new();

    public string Url { get; private set; } = "";

    /// <summary>Requests for keys or metadata.</summary>
    public int KeyReads { get; private set; }

    public ConcurrentQueue<IReadOnlyDictionary<string, string>> TokenCalls { get; } = new();

    public ConcurrentQueue<ConnectorCall> Calls { get; } = new();

    public bool IsDown { get; set; }

    public int TokenSeconds { get; set; } = 3600;

    public int TokenStatus { get; set; } = 200;

    /// <summary>What the connector answers; null: 201 with an id.</summary>
    public Func<ConnectorCall, (int Status, string Body, string? RetryAfter)>? Answer { get; set; }

    public static async Task<FakePlatform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var platform = new FakePlatform(app);
        app.Use((context, next) =>
        {
            if (!platform.IsDown)
                return next(context);
            context.Abort();
            return Task.CompletedTask;
        });
        foreach (var family in new[] { "channel", "bots" })
        {
            app.MapGet($"/{family}/metadata", () => platform.Keys($$"""{"issuer":"x","jwks_uri":"{{platform.Url}}/{{family}}/keys"}"""));
            app.MapGet($"/{family}/keys", () => platform.Keys(family == "bots" ? platform.Issuer.Published() : platform.Issuer.Published("msteams", "webchat", "sms")));
        }
        app.MapPost("/login/oauth2/v2.0/token", platform.TokenAsync);
        app.Map("/v3/{**rest}", (Delegate)platform.ConnectorAsync);
        await app.StartAsync();
        platform.Url = app.Urls.First();
        return platform;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Keys(string json)
    {
        KeyReads++;
        return Results.Text(json, "application/json");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        TokenCalls.Enqueue(form.ToDictionary(f => f.Key, f => f.Value.ToString()));
        return Results.Json(new { token_type = "Bearer", expires_in = TokenSeconds, access_token = $"token-{TokenCalls.Count}" }, statusCode: TokenStatus);
    }

    private async Task<IResult> ConnectorAsync(HttpContext context)
    {
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        // As sent: routing would have decoded it.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var call = new ConnectorCall(
            context.Request.Method, target, context.Request.Headers.Authorization.ToString(), context.Request.Headers["x-ms-conversation-id"].ToString(),
            body.Length > 0 ? JsonNode.Parse(body)!.AsObject() : null);
        Calls.Enqueue(call);
        var (status, answer, retryAfter) = Answer?.Invoke(call) ?? (201, $$"""{"id":"act-{{Calls.Count}}"}""", null);
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Results.Text(answer, "application/json", statusCode: status);
    }
}
