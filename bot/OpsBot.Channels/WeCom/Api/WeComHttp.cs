using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>
/// Calls the configured API and no other host: addresses are made of the base and fixed paths, and redirects are not
/// followed. Tokens stand in the address, so addresses are never logged.
/// </summary>
internal sealed class WeComHttp : IDisposable
{
    private const int MaxAnswerBytes = 256 * 1024;
    private const int CodeTooManyRequests = 429;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;
    private readonly string _base;

    public WeComHttp(IOptions<WeComOptions> options)
    {
        var settings = options.Value;
        _base = settings.ApiBase.AbsoluteUri.TrimEnd('/') + "/" + settings.ApiPrefix.Trim('/') + "/";
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        _http = new HttpClient(handler) { Timeout = settings.RequestTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
        foreach (var (name, value) in settings.Headers)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    /// <summary>A GET without a body.</summary>
    public Task<ApiAnswer> GetAsync(string path, string query, CancellationToken cancellationToken) =>
        CallAsync(new HttpRequestMessage(HttpMethod.Get, AddressOf(path, query)), cancellationToken);

    /// <summary>A POST of JSON.</summary>
    public Task<ApiAnswer> PostAsync(string path, string query, JsonObject body, CancellationToken cancellationToken)
    {
        var content = new StringContent(body.ToJsonString(WireJson.Options), Encoding.UTF8, "application/json");
        return CallAsync(new HttpRequestMessage(HttpMethod.Post, AddressOf(path, query)) { Content = content }, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private Uri AddressOf(string path, string query) => new($"{_base}{path.Trim('/')}?{query}");

    private async Task<ApiAnswer> CallAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
                return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException)
            {
                return new ApiAnswer.Unclear("wecom-unreachable");
            }
            catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new ApiAnswer.Unclear("wecom-timeout");
            }
        }
    }

    private static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode == CodeTooManyRequests)
            return new ApiAnswer.SlowDown(RetryAfter.Of(response.Headers) ?? DefaultPause);
        if (response.StatusCode != HttpStatusCode.OK)
            return new ApiAnswer.Unclear($"wecom-http-{(int)response.StatusCode}");
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (WireJson.ReadObject(bytes) is not { } body)
            return new ApiAnswer.Unclear("wecom-bad-answer");
        // A missing code is success, as the vendor's own packages take it.
        if (body["errcode"] is not { } node)
            return new ApiAnswer.Done(body);
        if (node is not JsonValue value || !value.TryGetValue(out int code))
            return new ApiAnswer.Unclear("wecom-bad-answer");
        return code == 0 ? new ApiAnswer.Done(body) : new ApiAnswer.Failed(code);
    }
}
