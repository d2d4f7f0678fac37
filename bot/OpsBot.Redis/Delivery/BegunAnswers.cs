using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using StackExchange.Redis;

namespace OpsBot.Redis.Delivery;

/// <summary>
/// Answers whose sends began with their turn. They lie together in one hash for each second in which leases end, so that
/// one command keeps an answer and one takes it away; see <c>Scripts/shared.lua</c>.
/// </summary>
internal static class BegunAnswers
{
    private const int SlotMilliseconds = 1000;

    /// <summary>The second at whose end the leases are over.</summary>
    public static long SlotOf(SendStart start) => SlotOf(start.Until.ToUnixTimeMilliseconds());

    /// <summary>The same by the token of a lease; null: no send began with its turn under this token.</summary>
    public static long? SlotOf(string? token) => SendStart.EndOf(token) is { } end ? SlotOf(end) : null;

    /// <summary><c>end of lease\nready at\njson</c>; leases of one change end in the order of its answers, a thousandth of a millisecond apart.</summary>
    public static void AddStored(List<RedisValue> words, OutboundMessage answer, SendStart start, int before)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{start.Until.ToUnixTimeMilliseconds()}.{before:000}\n{answer.CreatedAt.ToUnixTimeMilliseconds()}\n");
        words.Add((byte[])[.. Encoding.ASCII.GetBytes(head), .. JsonSerializer.SerializeToUtf8Bytes(answer, StoredJson.Options)]);
    }

    private static long SlotOf(long end) => (end + SlotMilliseconds - 1) / SlotMilliseconds;
}
