using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Certificates;

/// <summary>
/// The format of the log. A line is one JSON object that begins with its number and ends with its hash:
/// <c>{"n":1,…,"hash":"…"}</c>. The hash is SHA-256 over the hash before it, a line feed, and the line without its hash.
/// It is always taken over the bytes as they stand; nothing is written anew to check it.
/// </summary>
public static class CertificateChain
{
    private const string HashStart = ",\"hash\":\"";
    private const int TailLength = 9 + 64 + 2;

    // As JSON a character takes at most six.
    private const int MaxUnreadable = 8 * 1024;

    /// <summary>Longest line, in characters.</summary>
    public const int MaxLineLength = 64 * 1024;

    /// <summary>The line that follows <paramref name="head"/>, with the new head.</summary>
    public static (string Line, CertificateHead Head) Seal(CertificateHead head, CertificateEntry entry, DateTimeOffset now)
    {
        var at = entry.At ?? (entry.AtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : now);
        var json = JsonSerializer.Serialize(entry with { At = at.ToUniversalTime(), AtMs = null }, StoredJson.Options);
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{head.Count + 1},{json[1..]}");
        var hash = HashOf(head.Hash, body);
        return ($"{body[..^1]}{HashStart}{hash}\"}}", new CertificateHead(head.Count + 1, hash));
    }

    /// <summary>
    /// Seals entries as the store has them. One that cannot be read is broken storage: it is chained as it was found, since
    /// the log leaves nothing out and one entry must not keep the others from their seal.
    /// </summary>
    public static (IReadOnlyList<string> Lines, CertificateHead Head) Seal(CertificateHead head, IEnumerable<string> entries, DateTimeOffset now)
    {
        var lines = new List<string>();
        foreach (var json in entries)
        {
            (var line, head) = Seal(head, ReadEntry(json), now);
            lines.Add(line);
        }
        return (lines, head);
    }

    private static CertificateEntry ReadEntry(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize<CertificateEntry>(json, StoredJson.Options) is { Event: not null } entry)
                return entry;
        }
        catch (JsonException)
        {
            // Told in the line itself, below.
        }
        var found = json.Length > MaxUnreadable ? json[..MaxUnreadable] : json;
        return new CertificateEntry { Event = CertificateEvents.Unreadable, More = new() { ["found"] = JsonSerializer.SerializeToElement(found, StoredJson.Options) } };
    }

    /// <summary>The line read, if it follows <paramref name="head"/>; else null with the fault.</summary>
    public static CertificateLine? Read(string line, CertificateHead head, out string fault)
    {
        fault = "";
        if (line.Length > MaxLineLength || Split(line) is not var (body, hash))
        {
            fault = VerifyTexts.NoLine;
            return null;
        }
        if (HashOf(head.Hash, body) != hash)
        {
            fault = VerifyTexts.BrokenChain;
            return null;
        }
        if (Parse(line) is not { } read)
        {
            fault = VerifyTexts.Unreadable;
            return null;
        }
        if (read.Number == head.Count + 1)
            return read;
        fault = VerifyTexts.OtherNumber(read.Number, head.Count + 1);
        return null;
    }

    /// <summary>A line without a look at the chain; null when it cannot be read.</summary>
    public static CertificateLine? Parse(string line)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<CertificateEntry>(line, StoredJson.Options);
            return entry is { At: { } at, More: { } more } && more.TryGetValue("n", out var n) && n.TryGetInt64(out var number) && more.TryGetValue("hash", out var hash)
                ? new CertificateLine(number, at, entry, hash.GetString() ?? "")
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Body, string Hash)? Split(string line)
    {
        var start = line.Length - TailLength;
        return start > 0 && line.AsSpan(start).StartsWith(HashStart, StringComparison.Ordinal) && line.EndsWith("\"}", StringComparison.Ordinal)
            ? (line[..start] + "}", line[(start + HashStart.Length)..^2])
            : null;
    }

    private static string HashOf(string previous, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{body}")));
}
