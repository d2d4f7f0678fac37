using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.BotFramework.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.BotFramework;

/// <summary>
/// Sends by the connector. The protocol has no key against repeats: what was sent and not recorded is sent again. A message
/// to an account without a conversation goes to the one it last used alone with the bot, or to a new one.
/// </summary>
internal sealed class BotFrameworkSender(
    string channel,
    ReferenceStore references,
    ActivityRenderer renderer,
    ConnectorClient connector,
    HostAllowList hosts,
    InlineReplies inline,
    IOptions<BotFrameworkOptions> options,
    ILogger<BotFrameworkSender> logger) : IChannelSender
{
    public string Channel => channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var (conversationId, reference, fault) = await FindAsync(tenant, address, cancellationToken).ConfigureAwait(false);
        if (reference is null)
            return Told(message, fault!);
        var replyTo = message.ReplyTo is { } id && !MessageIds.IsOwn(id) ? id : null;
        var rendered = renderer.Render(message, reference, replyTo);
        // Before the message, so that whoever answers it at once is understood. News in between takes no menu away.
        if (message.IsAsked() || rendered.Menu.Items.Count > 0)
            await references.OfferAsync(tenant, conversationId, rendered.Menu, cancellationToken).ConfigureAwait(false);
        if (inline.TryGive(conversationId, message.ReplyTo, message.Id, rendered.Json))
            return new SendResult.Accepted();
        if (hosts.Allowed(reference.ServiceUrl) is not { } service)
            return Told(message, new SendResult.Refused("host-not-allowed"));
        var target = new ConnectorTarget(service, reference.CallerAppId ?? options.Value.OAuthScope);
        var answer = replyTo is null
            ? await connector.SendAsync(target, reference.PlatformId, rendered.Json, cancellationToken).ConfigureAwait(false)
            : await connector.ReplyAsync(target, reference.PlatformId, replyTo, rendered.Json, cancellationToken).ConfigureAwait(false);
        return Told(message, SendVerdict.Of(answer, Scope));
    }

    // Teams counts by conversation; of other channels we only know that they are busy.
    private RateScope Scope => channel == BotFrameworkOptions.TeamsChannel ? RateScope.Conversation : RateScope.App;

    private async ValueTask<(string Id, ConversationReference? Reference, SendResult? Fault)> FindAsync(TenantId tenant, Address address, CancellationToken cancellationToken)
    {
        var id = address.ConversationId;
        if (id.Length == 0 && address.AccountId is { } account)
            id = await references.FindPersonalAsync(tenant, channel, account, cancellationToken).ConfigureAwait(false) ?? "";
        if (id.Length == 0)
            return await OpenAsync(tenant, address, cancellationToken).ConfigureAwait(false);
        var reference = await references.FindAsync(tenant, id, cancellationToken).ConfigureAwait(false);
        return (id, reference, reference is null ? new SendResult.Refused("unknown-conversation") : null);
    }

    private async Task<(string Id, ConversationReference? Reference, SendResult? Fault)> OpenAsync(TenantId tenant, Address address, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (channel != BotFrameworkOptions.TeamsChannel || address.AccountId is not { } account || hosts.Allowed(settings.ServiceUrl) is not { } service)
            return ("", null, new SendResult.Refused("no-conversation"));
        var bot = $"28:{settings.AppId}";
        var parameters = new JsonObject
        {
            ["bot"] = new JsonObject { ["id"] = bot },
            ["members"] = new JsonArray(new JsonObject { ["id"] = account }),
            ["isGroup"] = false,
        };
        if (settings.AppTenantId is { Length: > 0 } directory)
        {
            parameters["tenantId"] = directory;
            parameters["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = directory } };
        }
        var answer = await connector.CreateConversationAsync(new ConnectorTarget(service, settings.OAuthScope), parameters, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccess || answer.Id is not { } platformId)
            return ("", null, answer.IsSuccess ? new SendResult.TryLater("no-conversation-id") : SendVerdict.Of(answer, Scope));
        var reference = new ConversationReference
        {
            ServiceUrl = settings.ServiceUrl!,
            ChannelId = InboundActivity.TeamsChannelId,
            PlatformId = platformId,
            ConversationType = "personal",
            TenantId = string.IsNullOrEmpty(settings.AppTenantId) ? null : settings.AppTenantId,
            BotId = bot,
            UserId = account,
        };
        var id = ReferenceIds.Opened(reference.ChannelId, platformId);
        await references.RememberAsync(tenant, id, reference, ReferenceIds.AccountKey(channel, account), cancellationToken).ConfigureAwait(false);
        return (id, reference, null);
    }

    private SendResult Told(OutboundMessage message, SendResult result)
    {
        if (result is SendResult.Refused refused)
            BotFrameworkLog.NotSent(logger, message.Id, refused.Reason);
        return result;
    }
}
