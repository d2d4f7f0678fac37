using Microsoft.Extensions.Options;
using OpsBot.Channels.GovDingTalk.Api;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>Takes work notifications back by their business id, which is the message's id.</summary>
internal sealed class GovRecall(IGovDingTalkCalls calls, IOptions<GovDingTalkOptions> options) : IMessageRecall
{
    public string Channel => GovDingTalkOptions.Channel;

    /// <inheritdoc/>
    public async Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var answer = await calls.RevokeAsync(GovForms.Revocation(options.Value, messageId), cancellationToken).ConfigureAwait(false);
        return answer.IsGood;
    }
}
