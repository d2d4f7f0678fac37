using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Changes;

/// <summary>Record ids for what must not be guessed or read from a copy of the store: HMAC-SHA-256 in lower-case hex.</summary>
internal sealed class KeyedHash
{
    private readonly byte[] _secret;

    /// <param name="secret">At least 16 bytes.</param>
    public KeyedHash(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16);
        _secret = [.. secret];
    }

    /// <summary>The id of a text.</summary>
    public string Of(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
}
