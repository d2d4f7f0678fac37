using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>Recalls what was sent, changes cards in place, and asks who has read a message.</summary>
internal sealed class SentMessages(IRecordReader records, IChangeStore store, DingTalkApi api, IOptions<DingTalkOptions> options) : IMessageRecall
{
    private const int PageSize = 200;
    private const int MaxPages = 500;

    public string Channel => DingTalkOptions.Channel;

    /// <summary>Keeps the platform's key of a message that the bot sent by itself; answers are not kept.</summary>
    public async Task KeepAsync(TenantId tenant, OutboundMessage message, SentMessage sent, CancellationToken cancellationToken)
    {
        if (message.IsAsked())
            return;
        // One that is kept already has a version, so this write leaves it as it is.
        await store.CommitAsync(new ChangeSet
        {
            Tenant = tenant,
            AttemptId = $"sent/{message.Id}",
            Effects = new Effects { Records = [SentMessage.Kind.Put(message.Id, sent, 0)] },
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a message back. False: it was not sent here, or the platform does not take it back any more.</summary>
    public async Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { QueryKey: { } key } sent)
            return false;
        var body = new JsonObject { ["robotCode"] = options.Value.Robot, ["processQueryKeys"] = new JsonArray(key) };
        if (sent.Group is not null)
            body["openConversationId"] = sent.Group;
        var path = sent.Group is null ? "/v1.0/robot/otoMessages/batchRecall" : "/v1.0/robot/groupMessages/recall";
        var answer = await api.CallAsync(HttpMethod.Post, path, body, cancellationToken).ConfigureAwait(false);
        return answer.IsGood && answer.Body!["successResult"] is JsonArray done && done.Any(d => d?.ToString() == key);
    }

    /// <summary>Changes a card that was sent. False: it is none, or the platform refused.</summary>
    public async Task<bool> UpdateCardAsync(TenantId tenant, string messageId, string status, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { IsCard: true })
            return false;
        var body = new JsonObject
        {
            ["outTrackId"] = messageId,
            ["cardData"] = new JsonObject { ["cardParamMap"] = CardContent.Pressed(status) },
            ["cardUpdateOptions"] = new JsonObject { ["updateCardDataByKey"] = true },
        };
        var answer = await api.CallAsync(HttpMethod.Put, "/v1.0/card/instances", body, cancellationToken).ConfigureAwait(false);
        return answer.IsGood;
    }

    /// <summary>The accounts that have read a message; null when the platform does not tell.</summary>
    public async Task<IReadOnlyList<string>?> ReadersAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { QueryKey: { } key } sent)
            return null;
        return sent.Group is { } group
            ? await GroupReadersAsync(group, key, cancellationToken).ConfigureAwait(false)
            : await PersonReadersAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>?> PersonReadersAsync(string key, CancellationToken cancellationToken)
    {
        var path = $"/v1.0/robot/oToMessages/readStatus?processQueryKey={Uri.EscapeDataString(key)}&robotCode={Uri.EscapeDataString(options.Value.Robot)}";
        var answer = await api.CallAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood || answer.Body!["messageReadInfoList"] is not JsonArray list)
            return null;
        return [.. list.OfType<JsonObject>().Where(r => r.Text("readStatus") == "READ").Select(r => r.Text("userId")).OfType<string>()];
    }

    private async Task<IReadOnlyList<string>?> GroupReadersAsync(string group, string key, CancellationToken cancellationToken)
    {
        var readers = new List<string>();
        string? next = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var body = new JsonObject
            {
                ["robotCode"] = options.Value.Robot,
                ["openConversationId"] = group,
                ["processQueryKey"] = key,
                ["maxResults"] = PageSize,
            };
            if (next is not null)
                body["nextToken"] = next;
            var answer = await api.CallAsync(HttpMethod.Post, "/v1.0/robot/groupMessages/query", body, cancellationToken).ConfigureAwait(false);
            if (!answer.IsGood || answer.Body!["readUserIds"] is not JsonArray ids)
                return null;
            readers.AddRange(ids.OfType<JsonValue>().Select(i => i.ToString()));
            next = answer.Body.Text("nextToken");
            if (answer.Body["hasMore"] is not JsonValue more || !more.TryGetValue(out bool hasMore) || !hasMore || next is null)
                return readers;
        }
        return null;
    }

    private async Task<SentMessage?> FindAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, [SentMessage.Kind.Key(messageId)], cancellationToken).ConfigureAwait(false);
        return stored.Count > 0 ? SentMessage.Kind.Read(stored[0]).Value : null;
    }
}
