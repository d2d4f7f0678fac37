using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>Calls the OpenAPI with the app's token. A refused token is replaced once.</summary>
internal sealed class DingTalkApi
{
    private const string TokenHeader = "x-acs-dingtalk-access-token";
    private readonly DingTalkOptions _options;
    private readonly VendorHttp _http;
    private readonly TokenCache _tokens;

    public DingTalkApi(IOptions<DingTalkOptions> options, VendorHttp http, MachineClock machine)
    {
        _options = options.Value;
        _http = http;
        _tokens = new TokenCache(FetchTokenAsync, machine.Time);
    }

    /// <summary>A call of the new API.</summary>
    public Task<VendorAnswer> CallAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken) =>
        WithTokenAsync(token => Request(method, new Uri(_options.ApiBase, path), body, token), cancellationToken);

    /// <summary>A call of the older API, which takes the token in the address.</summary>
    public Task<VendorAnswer> CallLegacyAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        WithTokenAsync(token => Request(HttpMethod.Post, new Uri(_options.LegacyBase, $"{path}?access_token={Uri.EscapeDataString(token)}"), body, null), cancellationToken);

    /// <summary>A call without a token: session webhooks and the gateway.</summary>
    public async Task<VendorAnswer> PostAsync(Uri address, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, address, body, null);
        return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async Task<VendorAnswer> WithTokenAsync(Func<string, HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            if (token.Value is not { } value)
                return token.Answer.Status is >= 400 and < 500 and not 429 ? new VendorAnswer(401, token.Answer.Body) : token.Answer;
            using var request = make(value);
            var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (attempt > 0 || !DingTalkErrors.IsToken(answer))
                return answer;
            _tokens.Drop(value);
        }
    }

    private async Task<IssuedToken> FetchTokenAsync()
    {
        var body = new JsonObject { ["appKey"] = _options.ClientId, ["appSecret"] = _options.ClientSecret };
        var answer = await PostAsync(new Uri(_options.ApiBase, "/v1.0/oauth2/accessToken"), body, CancellationToken.None).ConfigureAwait(false);
        var seconds = RobotMessageReader.Number(answer.Body?["expireIn"]) ?? 0;
        var token = answer.IsGood && seconds is > 0 and <= 86_400 ? answer.Body!.Text("accessToken") : null;
        return new IssuedToken(token, TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)), token is null && answer.IsGood ? answer with { Status = 502 } : answer);
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, JsonObject? body, string? token)
    {
        var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body, options: WireJson.Options) };
        if (token is not null)
            request.Headers.Add(TokenHeader, token);
        return request;
    }
}
