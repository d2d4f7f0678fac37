using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using StackExchange.Redis;

namespace OpsBot.Redis.Delivery;

/// <summary>Lays messages out for the function <c>takeMessages</c> of <c>Scripts/shared.lua</c>.</summary>
internal static class MessageArguments
{
    /// <summary>As long as a change may be repeated: so long a message is remembered as the one that says it first.</summary>
    public static readonly long DedupKeepFor = (long)OnceKey.DefaultKeepFor.TotalMilliseconds;

    /// <summary>Behind their number; nothing when there are none.</summary>
    public static void Add(List<RedisValue> words, IReadOnlyList<OutboundMessage> messages)
    {
        if (messages.Count == 0)
            return;
        words.Add(DedupKeepFor);
        foreach (var message in messages)
        {
            words.AddRange(
                message.Id,
                JsonSerializer.SerializeToUtf8Bytes(message, StoredJson.Options),
                (message.NotBefore ?? message.CreatedAt).ToUnixTimeMilliseconds(),
                message.Subject ?? "",
                message.DedupKey is { } key ? $"{message.Recipient()}\n{key}" : "",
                // What is queued for a later instant is held from the start.
                message.NotBefore > message.CreatedAt ? message.CreatedAt.ToUnixTimeMilliseconds() : "");
        }
    }
}
