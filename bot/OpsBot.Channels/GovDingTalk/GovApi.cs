using System.Globalization;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>Calls the platform: every request is signed, and carries the access token where the deployment asks for it.</summary>
internal sealed class GovApi
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";
    private readonly GovDingTalkOptions _options;
    private readonly VendorHttp _http;
    private readonly IEntropySource _entropy;
    private readonly MachineClock _machine;
    private readonly TokenCache _tokens;

    public GovApi(IOptions<GovDingTalkOptions> options, VendorHttp http, IEntropySource entropy, MachineClock machine)
    {
        _options = options.Value;
        _http = http;
        _entropy = entropy;
        _machine = machine;
        _tokens = new TokenCache(FetchTokenAsync, machine.Time);
    }

    /// <summary>A form post. A refused token is replaced once.</summary>
    public async Task<GovAnswer> PostAsync(string path, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        if (_options.TokenParameter.Length == 0)
            return await CallAsync(HttpMethod.Post, path, parameters, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; ; attempt++)
        {
            var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            if (token.Value is not { } value)
                return GovAnswer.Of(token.Answer.Status is >= 200 and < 500 and not 429 ? token.Answer with { Status = 401 } : token.Answer);
            var answer = await CallAsync(HttpMethod.Post, path, new Dictionary<string, string>(parameters) { [_options.TokenParameter] = value }, cancellationToken).ConfigureAwait(false);
            if (attempt > 0 || !answer.IsToken)
                return answer;
            _tokens.Drop(value);
        }
    }

    private async Task<IssuedToken> FetchTokenAsync()
    {
        var parameters = new Dictionary<string, string> { ["appkey"] = _options.AppKey, ["appsecret"] = _options.AppSecret };
        var answer = await CallAsync(HttpMethod.Get, _options.TokenPath, parameters, CancellationToken.None).ConfigureAwait(false);
        var data = answer.IsGood ? answer.Data as System.Text.Json.Nodes.JsonObject : null;
        var seconds = Math.Clamp(RobotMessageReader.Number(data?["expiresIn"]) ?? 0, 0, 86_400);
        return new IssuedToken(seconds > 0 ? data?.Text("accessToken") : null, TimeSpan.FromSeconds(seconds), answer.Outer);
    }

    private async Task<GovAnswer> CallAsync(HttpMethod method, string path, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var sent = parameters.Where(p => !string.IsNullOrWhiteSpace(p.Value)).ToArray();
        var address = new Uri(_options.ApiBase, path);
        using var request = new HttpRequestMessage(method, address);
        if (method == HttpMethod.Get)
            request.RequestUri = new UriBuilder(address) { Query = string.Join('&', sent.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")) }.Uri;
        else
            request.Content = new FormUrlEncodedContent(sent);
        Sign(request, address.AbsolutePath, sent);
        return GovAnswer.Of(await _http.SendAsync(request, cancellationToken).ConfigureAwait(false));
    }

    private void Sign(HttpRequestMessage request, string path, IReadOnlyList<KeyValuePair<string, string>> sent)
    {
        var now = _machine.Now.ToOffset(_options.ClockOffset);
        var stamp = now.ToString(Stamp, CultureInfo.InvariantCulture);
        var digits = BitConverter.ToUInt32(_entropy.Draw()) % 10_000;
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}{digits:D4}");
        var headers = request.Headers;
        headers.Add("X-Hmac-Auth-Timestamp", stamp);
        headers.Add("X-Hmac-Auth-Version", "1.0");
        headers.Add("X-Hmac-Auth-Nonce", nonce);
        headers.Add("apiKey", _options.AppKey);
        headers.Add("X-Hmac-Auth-Signature", GovSignature.Sign(request.Method.Method, stamp, nonce, path, sent, _options.AppSecret));
        headers.Add("X-Hmac-Auth-IP", _options.HostAddress);
        headers.Add("X-Hmac-Auth-MAC", _options.HostMac);
    }
}
