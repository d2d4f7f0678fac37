using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpsBot.Benchmarks.Turn;

/// <summary>Signs the channel's tokens and publishes the keys, as login.botframework.com does.</summary>
internal sealed class Issuer
{
    public const string App = "11111111-1111-1111-1111-111111111111";
    private const string KeyId = "bench-key";
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>A token for the bot, bound to the service address.</summary>
    public string ChannelToken(string serviceUrl)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = Part(new { alg = "RS256", typ = "JWT", kid = KeyId });
        var payload = Part(new
        {
            iss = "https://api.botframework.com",
            aud = App,
            serviceurl = serviceUrl,
            nbf = now.AddMinutes(-1).ToUnixTimeSeconds(),
            exp = now.AddHours(2).ToUnixTimeSeconds(),
        });
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Metadata, keys, or a token for the bot.</summary>
    public string Answer(string url, string path) => path switch
    {
        "/keys" => JsonSerializer.Serialize(new { keys = new[] { Published() } }),
        _ when path.EndsWith("/token", StringComparison.Ordinal) => """{"token_type":"Bearer","expires_in":3600,"access_token":"bench-token"}""",
        _ => JsonSerializer.Serialize(new
        {
            issuer = "https://api.botframework.com",
            jwks_uri = $"{url}/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }),
    };

    private object Published()
    {
        var key = _key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = KeyId, x5t = KeyId, n = Base64Url.EncodeToString(key.Modulus!), e = Base64Url.EncodeToString(key.Exponent!), endorsements = new[] { "webchat" } };
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
