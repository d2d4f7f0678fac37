using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.DingTalk;

/// <summary>Envelope of the event subscription: AES-256-CBC around 16 random bytes, the length, the text and the owner's id.</summary>
/// <param name="token">Signs.</param>
/// <param name="aesKey">43 characters.</param>
/// <param name="ownerId">Whose events: the app's key.</param>
internal sealed class EventCipher(string token, string aesKey, string ownerId)
{
    private const int KeyCharacters = 43;
    private const int Block = 32;
    private const int RandomBytes = 16;
    private const int HeadBytes = RandomBytes + sizeof(int);
    private readonly byte[] _key = Convert.FromBase64String(aesKey + "=");

    /// <summary>43 characters of base 64 without the last sign.</summary>
    public static bool IsKey(string text) => text.Length == KeyCharacters && Convert.TryFromBase64String(text + "=", new byte[Block], out var length) && length == Block;

    /// <summary>Lower-case hex of the SHA-1 over the sorted parts.</summary>
    public string Sign(string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsSigned(string signature, string timestamp, string nonce, string encrypted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(timestamp, nonce, encrypted)), Encoding.UTF8.GetBytes(signature));

    /// <summary>Base 64 of the envelope.</summary>
    public string Encrypt(string text, ReadOnlySpan<byte> random)
    {
        var words = Encoding.UTF8.GetBytes(text);
        var owner = Encoding.UTF8.GetBytes(ownerId);
        var length = HeadBytes + words.Length + owner.Length;
        var padding = Block - (length % Block);
        var plain = new byte[length + padding];
        random[..RandomBytes].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), words.Length);
        words.CopyTo(plain, HeadBytes);
        owner.CopyTo(plain, HeadBytes + words.Length);
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.Key = _key;
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <summary>The text, or null when the envelope is damaged or somebody else's.</summary>
    public string? Decrypt(string encrypted)
    {
        var cipher = new byte[encrypted.Length];
        if (!Convert.TryFromBase64String(encrypted, cipher, out var length) || length == 0 || length % 16 != 0)
            return null;
        using var aes = Aes.Create();
        aes.Key = _key;
        var plain = aes.DecryptCbc(cipher.AsSpan(0, length), _key.AsSpan(0, 16), PaddingMode.None);
        var padding = plain[^1];
        if (padding is 0 or > Block || padding > plain.Length || plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding))
            return null;
        var end = plain.Length - padding;
        if (end < HeadBytes)
            return null;
        var words = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(RandomBytes));
        if (words < 0 || words > end - HeadBytes)
            return null;
        var owner = plain.AsSpan(HeadBytes + words, end - HeadBytes - words);
        return owner.SequenceEqual(Encoding.UTF8.GetBytes(ownerId)) ? Encoding.UTF8.GetString(plain, HeadBytes, words) : null;
    }
}
