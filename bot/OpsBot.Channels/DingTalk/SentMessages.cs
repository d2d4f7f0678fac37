using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>Keeps where messages lie at the platform, recalls them and changes cards in place.</summary>
internal sealed class SentMessages(IRecordReader records, IChangeStore store, IDingTalkCalls calls, IOptions<DingTalkOptions> options) : IMessageRecall
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
        var recall = new DingTalkBodies.Recall(options.Value.Robot, [key], sent.Group);
        var answer = sent.Group is null
            ? await calls.RecallFromPeopleAsync(recall, cancellationToken).ConfigureAwait(false)
            : await calls.RecallFromGroupAsync(recall, cancellationToken).ConfigureAwait(false);
        return answer.IsGood && answer.Body!["successResult"] is JsonArray done && done.Any(d => d?.ToString() == key);
    }

    /// <summary>Changes a card that was sent. False: it is none, or the platform refused.</summary>
    public async Task<bool> UpdateCardAsync(TenantId tenant, string messageId, string status, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { IsCard: true })
            return false;
        var change = new DingTalkBodies.CardChange(
            messageId, new DingTalkBodies.CardData(CardContent.Pressed(status)), new DingTalkBodies.CardChangeOptions(UpdateCardDataByKey: true));
        var answer = await calls.UpdateCardAsync(change, cancellationToken).ConfigureAwait(false);
        return answer.IsGood;
    }

    /// <summary>Where a message lies at the platform; null: it was not sent here, or is an answer.</summary>
    public async Task<SentMessage?> FindAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, [SentMessage.Kind.Key(messageId)], cancellationToken).ConfigureAwait(false);
        return stored.Count > 0 ? SentMessage.Kind.Read(stored[0]).Value : null;
    }
}
