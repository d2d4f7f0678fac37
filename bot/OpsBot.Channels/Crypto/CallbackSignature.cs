using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.Crypto;

/// <summary>How WeCom signs a callback and DingTalk an event: SHA-1 over the sorted parts, in lower-case hex.</summary>
internal static class CallbackSignature
{
    /// <summary>The signature of four parts.</summary>
    public static string Of(string token, string timestamp, string nonce, string encrypt)
    {
        string[] parts = [token, timestamp, nonce, encrypt];
        // Byte order, never a culture's: they differ for letters and digits.
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
