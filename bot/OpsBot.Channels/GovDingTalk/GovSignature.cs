using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>The platform's request signature, over the parameters as they are before any encoding.</summary>
internal static class GovSignature
{
    /// <summary>Base 64 of the HMAC.</summary>
    public static string Sign(string method, string timestamp, string nonce, string path, IEnumerable<KeyValuePair<string, string>> parameters, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(Text(method, timestamp, nonce, path, parameters))));

    /// <summary>
    /// What is signed: keys sorted without regard to case, the values of one key sorted, blank values left out, and no last
    /// line when nothing is left.
    /// </summary>
    public static string Text(string method, string timestamp, string nonce, string path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var pairs = parameters
            .Where(p => !string.IsNullOrWhiteSpace(p.Value))
            .OrderBy(p => p.Key.ToLowerInvariant(), StringComparer.Ordinal)
            .ThenBy(p => p.Key, StringComparer.Ordinal)
            .ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Key}={p.Value}");
        var line = string.Join('&', pairs);
        return $"{method}\n{timestamp}\n{nonce}\n{path}" + (line.Length > 0 ? "\n" + line : "");
    }
}
