using OpsBot.Channels.Crypto;

namespace OpsBot.Channels.DingTalk;

/// <summary>Signs, seals and opens what the event subscription sends.</summary>
/// <param name="token">Signs.</param>
/// <param name="aesKey">43 characters.</param>
/// <param name="ownerId">Whose events: the app's key.</param>
internal sealed class EventCipher(string token, string aesKey, string ownerId)
{
    private const int KeyBytes = 32;
    private readonly CallbackCipher _cipher = new(aesKey);

    /// <summary>43 characters of base 64 without the last sign.</summary>
    public static bool IsKey(string text) =>
        text.Length == CallbackCipher.KeyLength && Convert.TryFromBase64String(text + "=", new byte[KeyBytes], out var length) && length == KeyBytes;

    /// <summary>Lower-case hex of the SHA-1 over the sorted parts.</summary>
    public string Sign(string timestamp, string nonce, string encrypted) => CallbackSignature.Of(token, timestamp, nonce, encrypted);

    /// <summary>Compares in constant time.</summary>
    public bool IsSigned(string signature, string timestamp, string nonce, string encrypted) =>
        CallbackSignature.Matches(Sign(timestamp, nonce, encrypted), signature);

    /// <summary>Base 64 of the envelope; of <paramref name="random"/> the first 16 bytes count.</summary>
    public string Encrypt(string text, ReadOnlySpan<byte> random) => _cipher.Encrypt(text, ownerId, random[..CallbackCipher.RandomBytes]);

    /// <summary>The text, or null when the envelope is damaged or somebody else's.</summary>
    public string? Decrypt(string encrypted) => _cipher.Decrypt(encrypted, ownerId) is Decryption.Opened opened ? opened.Message : null;
}
