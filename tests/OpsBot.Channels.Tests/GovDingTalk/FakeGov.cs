using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsBot.Channels.Tests.GovDingTalk;

/// <summary>
/// The government platform on loopback. It builds the signed text by itself, from the raw bytes that came, and refuses what
/// differs by one byte.
/// </summary>
internal sealed class FakeGov : IAsyncDisposable
{
    public const string Key = "test-app-key";
    public const string Secret = "test-app-secret";
    private readonly WebApplication _app;
    private int _tokens;

    private FakeGov(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Form)> Calls { get; } = new();

    public ConcurrentQueue<(int Status, string Body)> Instead { get; } = new();

    public ConcurrentQueue<string> Nonces { get; } = new();

    public int Tokens => _tokens;

    public static async Task<FakeGov> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeGov(app);
        app.Run(fake.HandleAsync);
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var raw = request.Method == "GET" ? request.QueryString.Value!.TrimStart('?') : await reader.ReadToEndAsync();
        var pairs = raw.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).Select(p => (Name: Decode(p[0]), Value: Decode(p[1]))).ToList();
        var (status, body) = Answer(request, pairs);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    private (int, string) Answer(HttpRequest request, List<(string Name, string Value)> pairs)
    {
        string Header(string name) => request.Headers[name].ToString();
        var ordered = pairs.ToList();
        ordered.Sort((a, b) => string.CompareOrdinal(a.Name.ToLowerInvariant(), b.Name.ToLowerInvariant()) is var c and not 0 ? c : string.CompareOrdinal(a.Value, b.Value));
        var signed = new StringBuilder().Append(request.Method).Append('\n').Append(Header("X-Hmac-Auth-Timestamp")).Append('\n').Append(Header("X-Hmac-Auth-Nonce")).Append('\n').Append(request.Path.Value);
        for (var i = 0; i < ordered.Count; i++)
            signed.Append(i == 0 ? '\n' : '&').Append(ordered[i].Name).Append('=').Append(ordered[i].Value);
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Secret));
        var expected = hmac.ComputeHash(Encoding.UTF8.GetBytes(signed.ToString()));
        if (!Convert.FromBase64String(Header("X-Hmac-Auth-Signature")).AsSpan().SequenceEqual(expected) || Header("apiKey") != Key || Header("X-Hmac-Auth-Version") != "1.0" || Header("X-Hmac-Auth-MAC").Length == 0)
            return (200, """{"success":false,"Code":"OPF-B001-05-16-0009","Message":"SignatureDoesNotMatch"}""");
        Nonces.Enqueue(Header("X-Hmac-Auth-Nonce"));
        if (request.Path == "/gettoken.json")
            return (200, """{"success":true,"content":{"success":true,"responseCode":"0","data":{"accessToken":"GT-NUMBER","expiresIn":"7200"}}}""".Replace("NUMBER", $"{Interlocked.Increment(ref _tokens)}", StringComparison.Ordinal));
        Calls.Enqueue((request.Path.Value!, ordered.ToDictionary(p => p.Name, p => p.Value)));
        return Instead.TryDequeue(out var instead) ? instead : (200, """{"success":true,"content":{"success":true,"responseCode":"0","data":"msg-1"}}""");
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
