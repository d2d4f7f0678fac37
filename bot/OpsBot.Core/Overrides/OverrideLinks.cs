using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Overrides;

/// <summary>
/// Addresses of the page on which one person decides on one override. The signature is the login: it names both, ends
/// soon, and its nonce makes the decision count once.
/// </summary>
/// <param name="baseAddress">Where people reach the web host; null: no links are given out.</param>
/// <param name="key">32 secret bytes.</param>
public sealed class OverrideLinks(string? baseAddress, byte[] key)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    /// <summary>The address for a person, or null when none is given out.</summary>
    public string? AddressFor(string overrideId, string personId, DateTimeOffset now, string nonce) =>
        string.IsNullOrEmpty(baseAddress) ? null : $"{baseAddress.TrimEnd('/')}/override?t={Uri.EscapeDataString(Issue(overrideId, personId, now, nonce))}";

    /// <summary>A ticket.</summary>
    public string Issue(string overrideId, string personId, DateTimeOffset now, string nonce)
    {
        var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{overrideId}\n{personId}\n{(now + GoodFor).ToUnixTimeSeconds()}\n{nonce}"));
        return $"{Convert.ToHexStringLower(payload)}.{Convert.ToHexStringLower(HMACSHA256.HashData(key, payload))}";
    }

    /// <summary>What a ticket says; null when it is not ours or its time is over.</summary>
    public OverrideTicket? Read(string ticket, DateTimeOffset now)
    {
        var dot = ticket.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || ticket.Length > 2048 || Bytes(ticket[..dot]) is not { } payload || Bytes(ticket[(dot + 1)..]) is not { } signature
            || !CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(key, payload)))
            return null;
        var parts = Encoding.UTF8.GetString(payload).Split('\n');
        return parts.Length == 4 && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var until) && now.ToUnixTimeSeconds() < until
            ? new OverrideTicket(parts[0], parts[1], parts[3])
            : null;
    }

    private static byte[]? Bytes(string hex)
    {
        var bytes = new byte[hex.Length / 2];
        return hex.Length % 2 == 0 && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }
}
