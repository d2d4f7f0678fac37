using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Delivery;

/// <summary>Lays messages out for the function <c>takeMessages</c> of <c>Scripts/shared.lua</c>.</summary>
internal static class MessageArguments
{
    /// <summary>As long as a change may be repeated: so long a message is remembered as the one that says it first.</summary>
    public static readonly long DedupKeepFor = (long)OnceKey.DefaultKeepFor.TotalMilliseconds;

    public static List<RedisArgument> Of(IReadOnlyList<OutboundMessage> messages)
    {
        List<RedisArgument> arguments = [DedupKeepFor, messages.Count];
        foreach (var message in messages)
        {
            arguments.AddRange(
            [
                message.Id,
                JsonSerializer.SerializeToUtf8Bytes(message, StoredJson.Options),
                (message.NotBefore ?? message.CreatedAt).ToUnixTimeMilliseconds(),
                message.Subject ?? "",
                message.DedupKey is { } key ? $"{message.Recipient()}\n{key}" : "",
                // What is queued for a later instant is held from the start.
                message.NotBefore > message.CreatedAt ? message.CreatedAt.ToUnixTimeMilliseconds() : "",
            ]);
        }
        return arguments;
    }
}
