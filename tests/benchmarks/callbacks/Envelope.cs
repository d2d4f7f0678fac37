using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>WeCom's sealed envelope and its signature, written apart from the bot's own code.</summary>
internal static class Envelope
{
    public const string Token = "a-token-of-the-hook";
    public const string AesKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private const int Block = 32;
    private static readonly byte[] Key = Convert.FromBase64String(AesKey + "=");

    public static string Seal(string message)
    {
        var words = Encoding.UTF8.GetBytes(message);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, words.Length);
        byte[] plain = [.. RandomNumberGenerator.GetBytes(16), .. length, .. words, .. Encoding.UTF8.GetBytes(Vendor.Id)];
        var fill = Block - (plain.Length % Block);
        using var aes = Aes.Create();
        aes.Key = Key;
        return Convert.ToBase64String(aes.EncryptCbc([.. plain, .. Enumerable.Repeat((byte)fill, fill)], Key.AsSpan(0, 16), PaddingMode.None));
    }

    public static string Sign(string timestamp, string nonce, string encrypt)
    {
        string[] parts = [Token, timestamp, nonce, encrypt];
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }
}
