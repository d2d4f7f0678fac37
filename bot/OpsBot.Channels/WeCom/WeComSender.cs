using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Channels.WeCom.Offers;
using OpsBot.Channels.WeCom.Passive;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom;

/// <summary>Sends through WeCom: on the response that waits for the answer, else by the API.</summary>
internal sealed class WeComSender(
    WeComApi api, ContentRenderer renderer, OfferBook offers, PassiveSlots slots, WeComRecall recall, IOptions<WeComOptions> options) : IChannelSender
{
    private const int MaxParts = 20;
    private const int MaxHalfSent = 10_000;
    // Below the lease of a delivery, so that no other worker begins while we still send.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    // How many parts of a long message are through, so that a retry goes on behind them. A crash forgets it: then the whole
    // message is sent again, as the outbox promises at least once.
    private readonly ConcurrentDictionary<string, int> _through = new();

    public string Channel => WeComOptions.Channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var rendered = renderer.Render(message, address.AccountId is null);
            if (string.IsNullOrWhiteSpace(rendered.Text))
                return new SendResult.Refused("wecom-empty");
            return address.AccountId is { } user
                ? await SendToPersonAsync(tenant, user, message, rendered, patience.Token).ConfigureAwait(false)
                : await SendWordsAsync(tenant, address, message, rendered, 0, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult.TryLater("wecom-too-slow");
        }
    }

    private async Task<SendResult> SendToPersonAsync(TenantId tenant, string user, OutboundMessage message, Rendered rendered, CancellationToken cancellationToken)
    {
        if (message.IsAsked() && !await offers.RememberAsync(tenant, user, message, rendered, cancellationToken).ConfigureAwait(false))
            return new SendResult.TryLater("wecom-offer-busy");
        var slot = slots.Find(user, message.ReplyTo);
        if (rendered.Card is { } card)
        {
            slot?.Decline();
            return await KeepAsync(tenant, message, await api.SendCardAsync(user, card, !message.IsAsked(), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        var address = new Address(Channel, user, user);
        if (slot is null)
            return await SendWordsAsync(tenant, address, message, rendered, 0, cancellationToken).ConfigureAwait(false);
        if (slot.PlainOnly && !PlainWords.AreSafeInMarkdown(rendered.Text))
        {
            slot.Decline();
            return await SendWordsAsync(tenant, address, message, rendered, 0, cancellationToken).ConfigureAwait(false);
        }
        // The rest of a long answer is cut as its beginning was, so that nothing is lost between the two ways.
        var parts = Parts(rendered.Text);
        var first = slot.MaxBytes >= options.Value.TextBytes && slot.Offer(parts[0]) is { } written && await written.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await SendWordsAsync(tenant, address, message, first ? rendered with { Markdown = null } : rendered, first ? 1 : 0, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> SendWordsAsync(TenantId tenant, Address address, OutboundMessage message, Rendered rendered, int done, CancellationToken cancellationToken)
    {
        if (rendered.Markdown is { } markdown)
            return await SendPartAsync(tenant, address, message, "markdown", markdown, cancellationToken).ConfigureAwait(false);
        var parts = Parts(rendered.Text);
        if (parts.Count > MaxParts)
            return new SendResult.Refused("wecom-too-long");
        for (var at = Math.Max(done, _through.GetValueOrDefault(message.Id)); at < parts.Count; at++)
        {
            var result = await SendPartAsync(tenant, address, message, "text", parts[at], cancellationToken).ConfigureAwait(false);
            if (result is not SendResult.Accepted)
            {
                KeepPlace(message.Id, at);
                return result;
            }
            done = at + 1;
            if (parts.Count > 1)
                KeepPlace(message.Id, done);
        }
        _through.TryRemove(message.Id, out _);
        return ErrorCodes.Accepted;
    }

    private void KeepPlace(string messageId, int parts)
    {
        if (parts > 0 && (_through.Count < MaxHalfSent || _through.ContainsKey(messageId)))
            _through[messageId] = parts;
    }

    private async Task<SendResult> SendPartAsync(TenantId tenant, Address address, OutboundMessage message, string type, string words, CancellationToken cancellationToken)
    {
        return address.AccountId is { } user
            ? await KeepAsync(tenant, message, await api.SendToPersonAsync(user, type, words, !message.IsAsked(), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : await api.SendToGroupAsync(address.ConversationId, type, words, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> KeepAsync(TenantId tenant, OutboundMessage message, PersonSend send, CancellationToken cancellationToken)
    {
        if (send.Result is SendResult.Accepted)
            await recall.KeepAsync(tenant, message, send.MessageId, cancellationToken).ConfigureAwait(false);
        return send.Result;
    }

    // A part of nothing but blank lines would be refused as empty.
    private List<string> Parts(string text) => [.. TextSplitter.Split(text, options.Value.TextBytes).Where(p => !string.IsNullOrWhiteSpace(p))];
}
