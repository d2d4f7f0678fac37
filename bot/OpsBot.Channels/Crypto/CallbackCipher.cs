using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.Crypto;

/// <summary>
/// The envelope of callbacks in WeCom and of events in DingTalk: AES-256-CBC over 16 random bytes, the length, the message and the receiver's id, filled up to a multiple
/// of 32 bytes. .NET's own PKCS#7 stops at 16, so the filling is checked by hand.
/// </summary>
internal sealed class CallbackCipher
{
    /// <summary>Length of an EncodingAESKey.</summary>
    public const int KeyLength = 43;

    /// <summary>Random bytes before each message.</summary>
    public const int RandomBytes = 16;

    private const int Block = 32;
    private const int Head = RandomBytes + sizeof(uint);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _key;

    /// <summary>Takes a key that <see cref="IsKey"/> accepts.</summary>
    public CallbackCipher(string encodingAesKey) => _key = Convert.FromBase64String(encodingAesKey + "=");

    /// <summary>True when it is an EncodingAESKey.</summary>
    public static bool IsKey(string? text) =>
        text is { Length: KeyLength } && text.All(char.IsAsciiLetterOrDigit) && Convert.TryFromBase64String(text + "=", new byte[Block], out var length) && length == Block;

    /// <summary>Seals a message for a receiver; <paramref name="random"/> are 16 fresh bytes.</summary>
    public string Encrypt(string message, string receiveId, ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, RandomBytes);
        var bytes = Encoding.UTF8.GetByteCount(message);
        var length = Head + bytes + Encoding.UTF8.GetByteCount(receiveId);
        var fill = Block - (length % Block);
        var plain = new byte[length + fill];
        random.CopyTo(plain);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(RandomBytes), (uint)bytes);
        Encoding.UTF8.GetBytes(message, plain.AsSpan(Head));
        Encoding.UTF8.GetBytes(receiveId, plain.AsSpan(Head + bytes));
        plain.AsSpan(length).Fill((byte)fill);
        using var aes = NewAes();
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <summary>Opens what was sealed for <paramref name="receiveId"/>. Ask only after the signature was found good.</summary>
    public Decryption Decrypt(string encrypted, string receiveId)
    {
        var sealedBytes = new byte[encrypted.Length];
        if (!Convert.TryFromBase64String(encrypted, sealedBytes, out var length) || length == 0 || length % Block != 0)
            return new Decryption.Damaged();
        using var aes = NewAes();
        var plain = aes.DecryptCbc(sealedBytes.AsSpan(0, length), _key.AsSpan(0, 16), PaddingMode.None);
        return Open(plain, receiveId);
    }

    private static Decryption Open(ReadOnlySpan<byte> plain, string receiveId)
    {
        var fill = plain[^1];
        if (fill is 0 or > Block || plain[^fill..].ContainsAnyExcept(fill) || plain.Length - fill < Head)
            return new Decryption.Damaged();
        var content = plain[Head..^fill];
        var length = BinaryPrimitives.ReadUInt32BigEndian(plain[RandomBytes..]);
        if (length > content.Length)
            return new Decryption.Damaged();
        if (!CryptographicOperations.FixedTimeEquals(content[(int)length..], Encoding.UTF8.GetBytes(receiveId)))
            return new Decryption.ForAnother();
        try
        {
            return new Decryption.Opened(Strict.GetString(content[..(int)length]));
        }
        catch (DecoderFallbackException)
        {
            return new Decryption.Damaged();
        }
    }

    private Aes NewAes()
    {
        var aes = Aes.Create();
        aes.Key = _key;
        return aes;
    }
}
