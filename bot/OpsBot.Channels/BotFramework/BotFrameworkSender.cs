using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.BotFramework.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using ConversationReference = OpsBot.Channels.BotFramework.References.ConversationReference;

namespace OpsBot.Channels.BotFramework;

/// <summary>
/// Sends by the connector. The protocol has no key against repeats: what was sent and not recorded is sent again. A message
/// to an account without a conversation goes to the one it last used alone with the bot, or to a new one.
/// </summary>
internal sealed class BotFrameworkSender(
    string channel,
    ReferenceStore references,
    ActivityRenderer renderer,
    Connectors connectors,
    HostAllowList hosts,
    InlineReplies inline,
    IOptions<BotFrameworkOptions> options,
    MachineClock machine,
    ILogger<BotFrameworkSender> logger) : IChannelSender
{
    public string Channel => channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var (conversationId, reference, fault) = await FindAsync(tenant, address, cancellationToken).ConfigureAwait(false);
        if (reference is null)
            return Told(message, fault!);
        var replyTo = message.ReplyTo is { } id && !MessageIds.IsOwn(id) ? id : null;
        var (activity, menu) = renderer.Render(message, reference, replyTo);
        // Before the message, so that whoever answers it at once is understood. News in between takes no menu away.
        if (message.IsAsked() || menu.Items.Count > 0)
            await references.OfferAsync(tenant, conversationId, menu, cancellationToken).ConfigureAwait(false);
        if (inline.TryGive(conversationId, message.ReplyTo, message.Id, activity))
            return new SendResult.Accepted();
        if (hosts.Allowed(reference.ServiceUrl) is not { } service)
            return Told(message, new SendResult.Refused("host-not-allowed"));
        var conversations = connectors.To(service, reference.CallerAppId).Conversations;
        var call = replyTo is null
            ? conversations.SendToConversationAsync(reference.PlatformId, activity, cancellationToken)
            : conversations.ReplyToActivityAsync(reference.PlatformId, replyTo, activity, cancellationToken);
        return Told(message, await SendVerdict.OfAsync(call, Scope, machine.Now, cancellationToken).ConfigureAwait(false));
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
        var directory = string.IsNullOrEmpty(settings.AppTenantId) ? null : settings.AppTenantId;
        var parameters = new ConversationParameters(isGroup: false, bot: new ChannelAccount(bot), members: [new ChannelAccount(account)], tenantId: directory)
        {
            ChannelData = directory is null ? null : new TeamsChannelData { Tenant = new TenantInfo(directory) },
        };
        var opening = connectors.To(service, null).Conversations.CreateConversationAsync(parameters, cancellationToken);
        if (await SendVerdict.OfAsync(opening, Scope, machine.Now, cancellationToken).ConfigureAwait(false) is var verdict and not SendResult.Accepted)
            return ("", null, verdict);
        if (!opening.IsCompletedSuccessfully || (await opening.ConfigureAwait(false))?.Id is not { Length: > 0 } platformId)
            return ("", null, new SendResult.TryLater("no-conversation-id"));
        var reference = new ConversationReference
        {
            ServiceUrl = settings.ServiceUrl!,
            ChannelId = InboundActivity.TeamsChannelId,
            PlatformId = platformId,
            ConversationType = "personal",
            TenantId = directory,
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
