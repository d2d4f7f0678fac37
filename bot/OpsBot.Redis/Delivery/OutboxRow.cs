using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using StackExchange.Redis;

namespace OpsBot.Redis.Delivery;

/// <summary>Messages as they come out of Redis. One that cannot be read is no reason to keep back the others.</summary>
internal static class OutboxRow
{
    /// <summary>Rows of json, state, attempts, readyAt, reason, token; those that cannot be read are left out: their lease reports them.</summary>
    public static IReadOnlyList<OutboxEntry> ReadAll(IEnumerable<RedisValue[]> rows, Func<RedisValue[], bool> isForDigest)
    {
        var entries = new List<OutboxEntry>();
        foreach (var row in rows)
        {
            if (TryRead(() => new OutboxEntry(
                ToMessage(row[0]), ToState(row[1]), (int)row[2], ToInstant(row[3]), row[4], row[5], isForDigest(row)), out var entry, out _))
                entries.Add(entry);
        }
        return entries;
    }

    /// <summary>False with what is wrong when the stored text does not fit.</summary>
    public static bool TryRead(Func<OutboxEntry> read, [NotNullWhen(true)] out OutboxEntry? entry, [NotNullWhen(false)] out Exception? fault)
    {
        try
        {
            entry = read();
            fault = null;
            return true;
        }
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException or NotSupportedException or InvalidCastException)
        {
            entry = null;
            fault = broken;
            return false;
        }
    }

    public static DeliveryState ToState(RedisValue value) => Enum.Parse<DeliveryState>((string?)value ?? "", ignoreCase: true);

    public static DateTimeOffset ToInstant(RedisValue value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);

    /// <summary>Throws <see cref="JsonException"/> also for JSON that lies under another id.</summary>
    public static OutboundMessage ToMessage(RedisValue json, string id) =>
        ToMessage(json) is { } message && message.Id == id ? message : throw new JsonException("A stored message has another id than its key.");

    /// <summary>Throws <see cref="JsonException"/> also for JSON without the parts that every message has.</summary>
    public static OutboundMessage ToMessage(RedisValue json)
    {
        var message = JsonSerializer.Deserialize<OutboundMessage>(((ReadOnlyMemory<byte>)json).Span, StoredJson.Options);
        return message is { Id: { Length: > 0 }, Content: not null } && Enum.IsDefined(message.Class) && (message.PersonId is not null || message.Address is not null)
            ? message
            : throw new JsonException("A stored message lacks its id, content, class or recipient.");
    }
}
