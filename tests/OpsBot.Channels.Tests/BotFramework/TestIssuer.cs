using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Base64Url = System.Buffers.Text.Base64Url;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>Signs tokens of any kind, good and forged, with keys of its own.</summary>
internal sealed class TestIssuer
{
    public const string App = "11111111-1111-1111-1111-111111111111";
    public const string Root = "22222222-2222-2222-2222-222222222222";
    public const string Stranger = "99999999-9999-9999-9999-999999999999";
    public const string BotTenant = "d6d49420-f39b-4df7-a1dc-d59a935871db";
    private static readonly RSA First = RSA.Create(2048);
    private static readonly RSA Second = RSA.Create(2048);

    public string KeyId { get; private set; } = "key-1";

    private RSA Key { get; set; } = First;

    /// <summary>The keys as published, with endorsements or without.</summary>
    public string Published(params string[] endorsements)
    {
        var open = Key.ExportParameters(false);
        var key = new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = KeyId, ["n"] = Base64Url.EncodeToString(open.Modulus), ["e"] = Base64Url.EncodeToString(open.Exponent) };
        if (endorsements.Length > 0)
            key["endorsements"] = new JsonArray([.. endorsements.Select(e => JsonValue.Create(e))]);
        return new JsonObject { ["keys"] = new JsonArray(key, new JsonObject { ["kty"] = "EC", ["kid"] = "other" }) }.ToJsonString();
    }

    /// <summary>From now on another key signs and is published.</summary>
    public void Roll()
    {
        KeyId = "key-2";
        Key = Second;
    }

    public string Sign(JsonObject claims, string alg = "RS256", string? keyId = null, bool otherKey = false)
    {
        var header = new JsonObject { ["alg"] = alg, ["typ"] = "JWT", ["kid"] = keyId ?? KeyId };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var key = otherKey ? (Key == First ? Second : First) : Key;
        var signature = alg switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Key.ExportSubjectPublicKeyInfo(), bytes),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
