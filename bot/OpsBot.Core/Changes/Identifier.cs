using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Changes;

/// <summary>Makes ids out of given entropy, so that a recomputed turn makes the same ids.</summary>
public static class Identifier
{
    // Crockford's base 32: no I, L, O, U, so that a person can read an id out over the phone.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary><paramref name="length"/> characters (at most 51) of 5 random bits each, drawn for <paramref name="purpose"/>.</summary>
    public static string From(ReadOnlySpan<byte> entropy, string purpose, int length = 16)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 51);
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(entropy, Encoding.UTF8.GetBytes(purpose), hash);
        return Base32(hash, length);
    }

    /// <summary>The first <paramref name="length"/> base-32 digits of <paramref name="bytes"/>.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes, int length)
    {
        var text = new StringBuilder(length);
        var bits = 0;
        var buffer = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5 && text.Length < length)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }
        return text.ToString();
    }
}
