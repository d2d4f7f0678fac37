using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>Keeps where messages lie at the platform, recalls them and changes cards in place.</summary>
internal sealed class SentMessages(IRecordReader records, IChangeStore store, DingTalkApi api, IOptions<DingTalkOptions> options) : IMessageRecall
{
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

    /// <summary>Where a message lies at the platform; null: it was not sent here, or is an answer.</summary>
    public async Task<SentMessage?> FindAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, [SentMessage.Kind.Key(messageId)], cancellationToken).ConfigureAwait(false);
        return stored.Count > 0 ? SentMessage.Kind.Read(stored[0]).Value : null;
    }
}
