using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Delivery;

/// <summary>Messages as they come out of Redis. One that cannot be read is no reason to keep back the others.</summary>
internal static class OutboxRow
{
    /// <summary>Rows of json, state, attempts, readyAt, reason, token; those that cannot be read are left out: their lease reports them.</summary>
    public static IReadOnlyList<OutboxEntry> ReadAll(IEnumerable<IReadOnlyList<RespValue>> rows, Func<IReadOnlyList<RespValue>, bool> isForDigest)
    {
        var entries = new List<OutboxEntry>();
        foreach (var row in rows)
        {
            if (TryRead(() => new OutboxEntry(
                ToMessage(row[0]), ToState(row[1]), (int)row[2].AsInteger(), ToInstant(row[3]), row[4].AsTextOrNull(), row[5].AsTextOrNull(), isForDigest(row)), out var entry, out _))
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
        catch (Exception broken) when (broken is JsonException or FormatException or ArgumentException or InvalidOperationException or OverflowException or NotSupportedException or RespProtocolException)
        {
            entry = null;
            fault = broken;
            return false;
        }
    }

    public static DeliveryState ToState(RespValue value) => Enum.Parse<DeliveryState>(value.AsText(), ignoreCase: true);

    public static DateTimeOffset ToInstant(RespValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsInteger());

    /// <summary>Throws <see cref="JsonException"/> also for JSON that lies under another id.</summary>
    public static OutboundMessage ToMessage(RespValue json, string id) =>
        ToMessage(json) is { } message && message.Id == id ? message : throw new JsonException("A stored message has another id than its key.");

    /// <summary>Throws <see cref="JsonException"/> also for JSON without the parts that every message has.</summary>
    public static OutboundMessage ToMessage(RespValue json)
    {
        var message = JsonSerializer.Deserialize<OutboundMessage>(json.AsBytes().Span, StoredJson.Options);
        return message is { Id: { Length: > 0 }, Content: not null } && Enum.IsDefined(message.Class) && (message.PersonId is not null || message.Address is not null)
            ? message
            : throw new JsonException("A stored message lacks its id, content, class or recipient.");
    }
}
