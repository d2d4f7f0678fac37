using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>Takes work notifications back by their business id, which is the message's id.</summary>
internal sealed class GovRecall(GovApi api, IOptions<GovDingTalkOptions> options) : IMessageRecall
{
    public string Channel => GovDingTalkOptions.Channel;

    /// <inheritdoc/>
    public async Task<bool> RecallAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, string>
        {
            ["msgType"] = "workNotification",
            ["msgApp"] = options.Value.AppKey,
            ["tenantId"] = options.Value.TenantId,
            ["bizMsgId"] = messageId,
        };
        var answer = await api.PostAsync(options.Value.RevokePath, parameters, cancellationToken).ConfigureAwait(false);
        return answer.IsGood;
    }
}
