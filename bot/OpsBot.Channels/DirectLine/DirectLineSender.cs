using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// "Sends" by appending to the conversation's log, which streams and polls read. A repeat with the same message id
/// changes nothing. An unavailable store throws, as it does for every other step of a delivery.
/// </summary>
internal sealed class DirectLineSender(IActivityLog log, ActivityWriter writer, TimeProvider clock) : IChannelSender
{
    public string Channel => DirectLineOptions.Channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var json = writer.WriteBot(message, address, clock.GetUtcNow());
        await log.AppendAsync(tenant, new LogAppend(address.ConversationId, message.Id, json), cancellationToken).ConfigureAwait(false);
        return new SendResult.Accepted();
    }
}
