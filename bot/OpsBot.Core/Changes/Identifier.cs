using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Changes;

/// <summary>Makes ids out of given entropy, so that a recomputed turn makes the same ids.</summary>
public static class Identifier
{
    // Crockford's base 32: no I, L, O, U, so that a person can read an id out over the phone.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int BitsPerDigit = 5;
    private const int LongestOfHash = SHA256.HashSizeInBytes * 8 / BitsPerDigit;
    private const int LongestOfTurn = 32;
    private const int LongestOnStack = 256;

    /// <summary><paramref name="length"/> characters (at most 51) of 5 random bits each, drawn for <paramref name="purpose"/>.</summary>
    public static string From(ReadOnlySpan<byte> entropy, string purpose, int length = 16)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestOfHash);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        HMACSHA256.HashData(entropy, Encoding.UTF8.GetBytes(purpose), hash);
        return Base32(hash, length);
    }

    /// <summary>
    /// Other ids than <see cref="From"/> gives, at a third of the cost: for those that nobody has to make again after the
    /// turn. <paramref name="drawn"/> must be 32 random bytes of this turn alone; then a plain hash is as hard to guess as a
    /// keyed one. At most 32 characters, so that too little of the hash is seen to go on with it.
    /// </summary>
    public static string OfTurn(ReadOnlySpan<byte> drawn, string purpose, int length = 16)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestOfTurn);
        var size = drawn.Length + Encoding.UTF8.GetMaxByteCount(purpose.Length);
        Span<byte> input = size <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[size];
        drawn.CopyTo(input);
        var written = drawn.Length + Encoding.UTF8.GetBytes(purpose, input[drawn.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input[..written], hash);
        return Base32(hash, length);
    }

    /// <summary>The first <paramref name="length"/> base-32 digits of <paramref name="bytes"/>; fewer when these do not suffice.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes, int length) =>
        string.Create(Math.Min(length, bytes.Length * 8 / BitsPerDigit), bytes, static (text, bytes) =>
        {
            var (next, bits, buffer) = (0, 0, 0);
            for (var i = 0; i < text.Length; i++)
            {
                if (bits < BitsPerDigit)
                {
                    buffer = (buffer << 8) | bytes[next++];
                    bits += 8;
                }
                bits -= BitsPerDigit;
                text[i] = Alphabet[(buffer >> bits) & 31];
            }
        });
}
