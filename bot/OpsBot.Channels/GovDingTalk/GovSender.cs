using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk.Api;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>
/// Sends text with numbered options: answers to the robot's chat, what the bot sends by itself as a work notification,
/// whose business id is the message's id.
/// </summary>
internal sealed class GovSender(IGovDingTalkCalls calls, TypedOptions typed, IOptions<GovDingTalkOptions> options) : IChannelSender
{
    public string Channel => GovDingTalkOptions.Channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (ConversationNames.GroupOf(address) is { } group)
        {
            var said = PlainRendering.Render(message.Content, [], settings.MaxTextBytes);
            return (await calls.SendToGroupAsync(GovForms.ToGroup(settings, group, said), cancellationToken).ConfigureAwait(false)).Verdict!;
        }
        if (address.AccountId is not { Length: > 0 } account)
            return new SendResult.Refused("no-account");
        var shown = await typed.RememberAsync(tenant, address, message, cancellationToken).ConfigureAwait(false);
        var text = PlainRendering.Render(message.Content, shown, settings.MaxTextBytes);
        var answer = settings.UseNotifications && !message.IsAsked()
            ? await calls.NotifyAsync(GovForms.Notification(settings, account, message.Id, text), cancellationToken).ConfigureAwait(false)
            : await calls.SendToPersonAsync(GovForms.ToPerson(settings, account, text), cancellationToken).ConfigureAwait(false);
        return answer.Verdict!;
    }
}
