using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using OpsBot.TestKit;
using OpsBot.TestKit.Tls;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>Stands before the fake platform, has the weather, and knows what the platform really took.</summary>
/// <param name="vendor">The platform.</param>
/// <param name="clock">The test's.</param>
/// <param name="certificate">Set: the door is reached by https.</param>
internal sealed partial class FaultyDoor(IVendor vendor, TimeProvider clock, ReplaceableCertificate? certificate = null) : IAsyncDisposable
{
    private const int MostSilences = 40;
    private static readonly int[] Faults = [500, 502, 503, 504];
    private readonly HttpClient _behind = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly ConcurrentDictionary<string, bool> _seen = new();
    private readonly ConcurrentDictionary<string, bool> _revoked = new();
    private WebApplication? _app;
    private int _silences = MostSilences;
    private int _faults;
    private int _requests;
    private int _tokens;
    private int _refusedTokens;

    public Uri Url => new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{_port}");

    public Weather Weather { get; private set; }

    public ConcurrentQueue<Passage> Taken { get; } = new();

    /// <summary>Tokens that the vendor gave.</summary>
    public int Tokens => _tokens;

    /// <summary>Requests refused for their token.</summary>
    public int RefusedTokens => _refusedTokens;

    /// <summary>Requests that came in, whatever became of them.</summary>
    public int Requests => _requests;

    /// <summary>Requests for keys.</summary>
    public int KeyReads { get; private set; }

    /// <summary>The weather turns.</summary>
    public async Task SetAsync(Weather weather)
    {
        Weather = weather;
        if (weather == Weather.Refusing && _app is { } open)
        {
            _app = null;
            await open.DisposeAsync();
        }
        else if (weather != Weather.Refusing)
            _app ??= await ListenAsync();
    }

    /// <summary>Every token that was used so far is void.</summary>
    public void RevokeTokens()
    {
        foreach (var token in _seen.Keys)
            _revoked[token] = true;
        vendor.Revoke();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is { } open)
            await open.DisposeAsync();
        _behind.Dispose();
    }

    private async Task<WebApplication> ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (certificate is null)
            builder.WebHost.UseUrls(Url.ToString());
        else
            certificate.Listen(builder.WebHost, _port);
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        return app;
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var bytes = buffer.ToArray();
        var given = context.Request;
        var request = new DoorRequest(given.Method, given.Path.Value!, given.QueryString.Value!, given.Headers, Encoding.UTF8.GetString(bytes));
        var isKeys = request.Path.Contains("/metadata", StringComparison.Ordinal);
        if (isKeys)
            KeyReads++;
        var isOpen = isKeys || vendor.GivesTokens(request);
        var token = isOpen ? null : vendor.TokenOf(request);
        if (token is not null)
            _seen[token] = true;
        switch (Weather)
        {
            case Weather.Silent when Interlocked.Decrement(ref _silences) >= 0:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case Weather.Silent or Weather.Refusing:
                context.Abort();
                return;
            case Weather.Failing:
                await WriteAsync(context, Faults[Interlocked.Increment(ref _faults) % Faults.Length], "<html>bad gateway</html>");
                return;
            case Weather.TooMany:
                context.Response.Headers.RetryAfter = "120";
                await WriteAsync(context, 429, "{}");
                return;
        }
        if (token is not null && _revoked.ContainsKey(token))
        {
            Interlocked.Increment(ref _refusedTokens);
            var (refusal, text) = vendor.TokenExpired;
            await WriteAsync(context, refusal, text);
        }
        else if (Weather == Weather.OnlyDoor && !isOpen)
            await WriteAsync(context, 503, "<html>maintenance</html>");
        else
            await PassAsync(context, request, bytes, isOpen);
    }

    private async Task PassAsync(HttpContext context, DoorRequest request, byte[] bytes, bool isOpen)
    {
        // As sent: routing would have decoded it.
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        using var onward = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(vendor.Url, target));
        if (bytes.Length > 0)
            onward.Content = new ByteArrayContent(bytes);
        foreach (var (name, values) in request.Headers)
            if (name is "Content-Type" && onward.Content is { } content)
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(values.ToString());
            else if (name is not ("Host" or "Content-Length" or "Transfer-Encoding" or "Content-Type"))
                onward.Headers.TryAddWithoutValidation(name, values.ToArray());
        using var answer = await _behind.SendAsync(onward);
        var (status, body) = ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        var isLost = Weather == Weather.LosingAnswers && !isOpen;
        if (vendor.GivesTokens(request) && status == 200)
            Interlocked.Increment(ref _tokens);
        if (Mark().Match(request.Body) is { Success: true } mark && vendor.Took(request, status, body))
            Taken.Enqueue(new Passage(clock.GetUtcNow(), mark.Value, isLost));
        if (isLost)
            context.Abort();
        else
            await WriteAsync(context, status, body);
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith('<') ? "text/html" : "application/json";
        return context.Response.WriteAsync(body);
    }

    [GeneratedRegex("Z[ARI][0-9]{4}Z")]
    private static partial Regex Mark();
}
