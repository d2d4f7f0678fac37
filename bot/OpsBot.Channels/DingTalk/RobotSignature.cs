using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.DingTalk;

/// <summary>The signature of robot callbacks: it covers the instant and the secret, not the body.</summary>
internal static class RobotSignature
{
    private const int MaxStampLength = 16;

    /// <summary>Base 64 of the HMAC.</summary>
    public static string Sign(string timestamp, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));

    /// <summary>True when the signature is right and its instant within <paramref name="window"/> of now. Compares in constant time.</summary>
    public static bool IsGood(string? timestamp, string? sign, string secret, DateTimeOffset now, TimeSpan window)
    {
        if (timestamp is not { Length: > 0 and <= MaxStampLength } || sign is null)
            return false;
        var expected = Encoding.UTF8.GetBytes(Sign(timestamp, secret));
        var isOurs = CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(sign));
        return isOurs && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) && IsFresh(stamp, now, window);
    }

    /// <summary>True when the instant (milliseconds since 1970) lies within <paramref name="window"/> of now.</summary>
    public static bool IsFresh(long milliseconds, DateTimeOffset now, TimeSpan window) =>
        Math.Abs((decimal)now.ToUnixTimeMilliseconds() - milliseconds) <= (decimal)window.TotalMilliseconds;
}
