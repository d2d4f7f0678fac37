using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>
/// Sends text with numbered options: answers to the robot's chat, what the bot sends by itself as a work notification,
/// whose business id is the message's id.
/// </summary>
internal sealed class GovSender(GovApi api, TypedOptions typed, IOptions<GovDingTalkOptions> options) : IChannelSender
{
    public string Channel => GovDingTalkOptions.Channel;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (ConversationNames.GroupOf(address) is { } group)
        {
            var said = PlainRendering.Render(message.Content, [], settings.MaxTextBytes);
            return await SendAsync(settings.GroupPath, Robot(said, ("chatId", group)), RateScope.Group, cancellationToken).ConfigureAwait(false);
        }
        if (address.AccountId is not { Length: > 0 } account)
            return new SendResult.Refused("no-account");
        var shown = await typed.RememberAsync(tenant, address, message, cancellationToken).ConfigureAwait(false);
        var text = PlainRendering.Render(message.Content, shown, settings.MaxTextBytes);
        return settings.UseNotifications && !message.IsAsked()
            ? await SendAsync(settings.NotificationPath, Notification(account, message.Id, text), RateScope.App, cancellationToken).ConfigureAwait(false)
            : await SendAsync(settings.PersonPath, Robot(text, ("accountId", account)), RateScope.Member, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> SendAsync(string path, IReadOnlyDictionary<string, string> parameters, RateScope scope, CancellationToken cancellationToken)
    {
        var answer = await api.PostAsync(path, parameters, cancellationToken).ConfigureAwait(false);
        return answer.IsGood ? new SendResult.Accepted() : answer.ToResult(scope);
    }

    private Dictionary<string, string> Robot(string text, (string Name, string Value) recipient) => new()
    {
        ["appKey"] = options.Value.AppKey,
        ["tenantId"] = options.Value.TenantId,
        [recipient.Name] = recipient.Value,
        ["msgType"] = "text",
        ["msgBody"] = JsonSerializer.Serialize(new JsonObject { ["content"] = text }, WireJson.Options),
    };

    private Dictionary<string, string> Notification(string account, string messageId, string text) => new()
    {
        ["tenantId"] = options.Value.TenantId,
        ["receiverIds"] = account,
        ["bizMsgId"] = messageId,
        ["msg"] = JsonSerializer.Serialize(new JsonObject { ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } }, WireJson.Options),
    };
}
