using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom;

/// <summary>Takes messages to people back, within the platform's time. What went to a group has no id and stays.</summary>
internal sealed class WeComRecall(IRecordReader records, IChangeStore store, WeComApi api, MachineClock machine, IOptions<WeComOptions> options) : IMessageRecall
{
    public string Channel => WeComOptions.Channel;

    /// <summary>Keeps the platform's id of one part of a message that the bot sent by itself; answers are not kept.</summary>
    public async Task KeepAsync(TenantId tenant, OutboundMessage message, string? messageId, CancellationToken cancellationToken)
    {
        if (message.IsAsked() || string.IsNullOrEmpty(messageId))
            return;
        var (sent, version) = await FindAsync(tenant, message.Id, cancellationToken).ConfigureAwait(false) is { } known
            ? (known.Value with { MessageIds = [.. known.Value.MessageIds, messageId] }, known.Version)
            : (new WeComSent { MessageIds = [messageId], SentAt = machine.Now }, 0);
        await store.CommitAsync(new ChangeSet
        {
            Tenant = tenant,
            AttemptId = $"wecom-sent/{message.Id}/{messageId}",
            Effects = new Effects { Records = [WeComSent.Kind.Put(message.Id, sent, version)] },
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { Value: var sent } || machine.Now - sent.SentAt >= options.Value.RecallWindow)
            return false;
        var all = true;
        foreach (var part in sent.MessageIds)
            all &= await api.RecallAsync(part, cancellationToken).ConfigureAwait(false);
        return all;
    }

    private async Task<Versioned<WeComSent>?> FindAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, [WeComSent.Kind.Key(messageId)], cancellationToken).ConfigureAwait(false);
        return stored.Count > 0 ? WeComSent.Kind.Read(stored[0]) : null;
    }
}
