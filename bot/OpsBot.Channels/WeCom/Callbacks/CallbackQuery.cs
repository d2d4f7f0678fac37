using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>The signed part of a callback's address.</summary>
/// <param name="Signature">As given.</param>
/// <param name="Timestamp">As given; the signature covers these characters.</param>
/// <param name="Nonce">As given.</param>
/// <param name="SentAt">The timestamp as an instant.</param>
internal sealed record CallbackQuery(string Signature, string Timestamp, string Nonce, DateTimeOffset SentAt)
{
    private const int MaxLength = 128;
    private const int SignatureLength = 40;
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Null when a part is missing, doubled or impossible.</summary>
    public static CallbackQuery? Read(IQueryCollection query)
    {
        var signature = One(query["msg_signature"]);
        var timestamp = One(query["timestamp"]);
        var nonce = One(query["nonce"]);
        if (signature is not { Length: SignatureLength } || timestamp is null || nonce is null)
            return null;
        return long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxSeconds
            ? new CallbackQuery(signature, timestamp, nonce, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    /// <summary>The only value, when there is exactly one and it is neither empty nor endless.</summary>
    public static string? One(StringValues values, int maxLength = MaxLength) =>
        values.Count == 1 && values[0] is { Length: > 0 } value && value.Length <= maxLength ? value : null;
}
