using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>Puts the platform's signature on a request, over the very parameters that go out.</summary>
internal sealed class GovSigner(GovDingTalkOptions options, IEntropySource entropy, MachineClock machine)
{
    private const string Stamp = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <summary>Signs one request; a second signature takes the place of the first.</summary>
    public async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is { } form ? await form.ReadAsStringAsync(cancellationToken).ConfigureAwait(false) : request.RequestUri!.Query.TrimStart('?');
        var now = machine.Now.ToOffset(options.ClockOffset);
        var stamp = now.ToString(Stamp, CultureInfo.InvariantCulture);
        var digits = BitConverter.ToUInt32(entropy.Draw()) % 10_000;
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()}{digits:D4}");
        var signature = GovSignature.Sign(request.Method.Method, stamp, nonce, request.RequestUri!.AbsolutePath, Parameters(sent), options.AppSecret);
        Put(request, "X-Hmac-Auth-Timestamp", stamp);
        Put(request, "X-Hmac-Auth-Version", "1.0");
        Put(request, "X-Hmac-Auth-Nonce", nonce);
        Put(request, "apiKey", options.AppKey);
        Put(request, "X-Hmac-Auth-Signature", signature);
        Put(request, "X-Hmac-Auth-IP", options.HostAddress);
        Put(request, "X-Hmac-Auth-MAC", options.HostMac);
    }

    private static void Put(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(string encoded) =>
        from pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select KeyValuePair.Create(Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
