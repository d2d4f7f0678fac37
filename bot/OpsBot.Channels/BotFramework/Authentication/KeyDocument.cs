using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>Reads what an issuer publishes. Keys that cannot be used are left out; a document that is none is null.</summary>
internal static class KeyDocument
{
    private const int MaxKeys = 200;
    private const int LeastKeyBytes = 256;

    /// <summary>The address of the keys, from the metadata.</summary>
    public static string? ReadKeysAddress(byte[] metadata) => WireJson.ReadObject(metadata)?.Text("jwks_uri");

    /// <summary>The RSA signing keys by their id.</summary>
    public static IReadOnlyDictionary<string, SigningKey>? ReadKeys(byte[] document)
    {
        if (WireJson.ReadObject(document)?["keys"] is not JsonArray list)
            return null;
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var node in list.OfType<JsonObject>().Take(MaxKeys))
            if (node.Text("kid") is { } id && ReadKey(node, id) is { } key)
                keys[id] = key;
        return keys;
    }

    private static SigningKey? ReadKey(JsonObject node, string id)
    {
        if (node.Text("kty") != "RSA" || (node.Text("use") ?? "sig") != "sig" || Bytes(node.Text("n")) is not { } modulus || Bytes(node.Text("e")) is not { } exponent)
            return null;
        if (modulus.Length < LeastKeyBytes)
            return null;
        var endorsements = node["endorsements"] is JsonArray named
            ? named.OfType<JsonValue>().Select(v => v.TryGetValue(out string? channel) ? channel : "").Where(c => c.Length > 0).ToArray()
            : [];
        return new SigningKey(new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }) { KeyId = id }, endorsements);
    }

    private static byte[]? Bytes(string? base64Url)
    {
        if (base64Url is null || !System.Buffers.Text.Base64Url.IsValid(base64Url))
            return null;
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
        return bytes.Length > 0 && bytes[0] == 0 ? bytes[1..] : bytes;
    }
}
