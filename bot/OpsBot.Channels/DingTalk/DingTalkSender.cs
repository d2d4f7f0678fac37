using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.Capabilities;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DingTalk.Todos;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Sends a card where a template is configured, else Markdown or text with numbered options; in a private chat to the
/// session webhook while it is good, else through the OpenAPI. The platform knows no idempotency key for messages: one
/// whose answer was lost may show twice.
/// </summary>
internal sealed class DingTalkSender(
    IDingTalkCalls calls, SessionWebhooks webhooks, TypedOptions typed, SentMessages sent, TodoBook todos, IOptions<DingTalkOptions> options) : IChannelSender
{
    private static readonly TimeSpan MemberPause = TimeSpan.FromMinutes(1);

    public string Channel => DingTalkOptions.Channel;

    private DingTalkOptions Options => options.Value;

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var result = await DeliverAsync(tenant, address, message, cancellationToken).ConfigureAwait(false);
        if (result is SendResult.Accepted)
            await todos.NoteAsync(tenant, address, message, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<SendResult> DeliverAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (ConversationNames.GroupOf(address) is { } group)
            return await SendToGroupAsync(tenant, group, message, cancellationToken).ConfigureAwait(false);
        if (address.AccountId is not { Length: > 0 } account)
            return new SendResult.Refused("no-account");
        var shown = await typed.RememberAsync(tenant, address, message, cancellationToken).ConfigureAwait(false);
        if (FormOf(message.Content, shown.Count > 0, CardContent.Fits(message.Content) && !RobotMessageReader.IsOpaque(account)) == MessageForm.Card)
        {
            var result = await SendCardAsync(tenant, account, message, cancellationToken).ConfigureAwait(false);
            // A template that does not work must not keep the message back: it goes on as text.
            if (result is not SendResult.Refused)
                return result;
        }
        var text = PlainRendering.Render(message.Content, shown, Options.MaxTextBytes);
        if (webhooks.Find(account) is { } webhook)
        {
            var answer = await calls.AnswerSessionAsync(webhook.AbsoluteUri, SessionBody(message.Content, text, shown.Count > 0), cancellationToken).ConfigureAwait(false);
            if (answer.IsGood)
                return new SendResult.Accepted();
            if (answer.Verdict is SendResult.Throttled slow)
                return slow;
            webhooks.Drop(account);
            // It may have been taken: not by the other way at once, which would show it twice.
            if (answer.Status == 0)
                return answer.Verdict!;
        }
        return RobotMessageReader.IsOpaque(account)
            ? new SendResult.Refused("outsider-without-webhook")
            : await SendToPersonAsync(tenant, account, message, Parameters(message.Content, text, shown.Count > 0), cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> SendToPersonAsync(TenantId tenant, string account, OutboundMessage message, (string Key, string Param) body, CancellationToken cancellationToken)
    {
        var answer = await calls.SendToPeopleAsync(new DingTalkBodies.PersonMessage(Options.Robot, body.Key, body.Param, [account]), cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood)
            return answer.Verdict!;
        if (Holds(answer.Body!["flowControlledStaffIdList"], account))
            return new SendResult.Throttled("flow-controlled", MemberPause, RateScope.Member);
        if (Holds(answer.Body["invalidStaffIdList"], account))
            return new SendResult.Refused("invalid-staff-id");
        await sent.KeepAsync(tenant, message, new SentMessage { QueryKey = answer.Body.Text("processQueryKey") }, cancellationToken).ConfigureAwait(false);
        return new SendResult.Accepted();
    }

    private async Task<SendResult> SendToGroupAsync(TenantId tenant, string group, OutboundMessage message, CancellationToken cancellationToken)
    {
        // Options would be answered by anybody in the group, so they are not offered there.
        var (key, param) = Parameters(message.Content, PlainRendering.Render(message.Content, [], Options.MaxTextBytes), false);
        var answer = await calls.SendToGroupAsync(new DingTalkBodies.GroupMessage(Options.Robot, key, param, group), cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood)
            return answer.Verdict!;
        await sent.KeepAsync(tenant, message, new SentMessage { QueryKey = answer.Body!.Text("processQueryKey"), Group = group }, cancellationToken).ConfigureAwait(false);
        return new SendResult.Accepted();
    }

    private async Task<SendResult> SendCardAsync(TenantId tenant, string account, OutboundMessage message, CancellationToken cancellationToken)
    {
        var card = new DingTalkBodies.CardDelivery(
            Options.CardTemplateId,
            message.Id,
            Options.Mode == DingTalkMode.Stream ? "STREAM" : "HTTP",
            new DingTalkBodies.CardData(CardContent.Render(message.Content, Options.MaxTextBytes)),
            $"dtv1.card//IM_ROBOT.{account}",
            new DingTalkBodies.RobotSpace(SupportForward: false),
            new DingTalkBodies.RobotDelivery("IM_ROBOT", Options.Robot),
            UserIdType: 1,
            Options.Mode == DingTalkMode.Callback ? Options.CardCallbackRouteKey : null);
        var answer = await calls.DeliverCardAsync(card, cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood)
            return answer.Verdict!;
        await sent.KeepAsync(tenant, message, new SentMessage { IsCard = true }, cancellationToken).ConfigureAwait(false);
        return new SendResult.Accepted();
    }

    // Plain words need no Markdown; numbered answers and a card's words read better in it.
    private MessageForm FormOf(MessageContent content, bool hasOptions, bool fitsCard = false)
    {
        var can = CapabilityTable.DingTalk with { Cards = Options.CardTemplateId is null ? CardForm.None : CapabilityTable.DingTalk.Cards };
        return can.FormFor(fitsCard, fitsMarkdown: content.Card is not null || hasOptions);
    }

    private (string Key, string Param) Parameters(MessageContent content, string text, bool hasOptions)
    {
        var (key, param) = FormOf(content, hasOptions) == MessageForm.Text
            ? ("sampleText", new JsonObject { ["content"] = text })
            : ("sampleMarkdown", new JsonObject { ["title"] = TitleOf(content), ["text"] = MarkdownRendering.Render(text) });
        return (key, JsonSerializer.Serialize(param, WireJson.Options));
    }

    private DingTalkBodies.SessionMessage SessionBody(MessageContent content, string text, bool hasOptions) => FormOf(content, hasOptions) == MessageForm.Text
        ? new DingTalkBodies.SessionMessage("text", Text: new DingTalkBodies.Words(text))
        : new DingTalkBodies.SessionMessage("markdown", Markdown: new DingTalkBodies.TitledWords(TitleOf(content), MarkdownRendering.Render(text)));

    // Shown in the list of chats only.
    private static string TitleOf(MessageContent content)
    {
        var title = content.Card?.Title ?? content.Text.Split('\n')[0];
        return PlainRendering.Head(title, 30);
    }

    private static bool Holds(JsonNode? list, string account) => list is JsonArray ids && ids.Any(i => i is JsonValue v && v.TryGetValue(out string? id) && id == account);
}
