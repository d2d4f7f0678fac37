using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Redis.Changes;

/// <summary>A record as it lies in Redis: <c>version\njson</c>.</summary>
internal static class StoredText
{
    public static string Of(long version, string json) => string.Create(CultureInfo.InvariantCulture, $"{version}\n{json}");

    public static StoredRecord Parse(RecordKey key, string stored)
    {
        var end = stored.IndexOf('\n', StringComparison.Ordinal);
        return new StoredRecord(key, long.Parse(stored.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture), stored[(end + 1)..]);
    }
}
