using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.Capabilities;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using ConversationReference = OpsBot.Channels.BotFramework.References.ConversationReference;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>
/// Writes an answer for a channel: a card where it has cards, else numbered text. No empty texts, which Microsoft's schema
/// refuses; no id and no time, which the channel gives.
/// </summary>
internal sealed class ActivityRenderer(IOptions<BotFrameworkOptions> options)
{
    // The newest version that all channels of the table show.
    private const string CardVersion = "1.4";

    /// <summary>The activity, and what it offers to press or type.</summary>
    public (Activity Activity, OfferedMenu Menu) Render(OutboundMessage message, ConversationReference to, string? replyTo)
    {
        var can = FrameworkChannels.Of(to.ChannelId, options.Value);
        var content = message.Content;
        var menu = MenuBuilder.Of(message, withChoices: !can.Suggestions);
        var form = can.FormFor(fitsCard: content.Card is not null, fitsMarkdown: can.Cards == CardForm.None);
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            ServiceUrl = to.ServiceUrl,
            ChannelId = to.ChannelId,
            From = new ChannelAccount(to.BotId, ChannelTexts.BotName, RoleTypes.Bot),
            Conversation = new ConversationAccount(to.IsGroup ? true : null, to.ConversationType, to.PlatformId, tenantId: to.TenantId),
            Recipient = to.UserId is { } user ? new ChannelAccount(user) : null,
            Locale = "zh-CN",
            InputHint = InputHints.AcceptingInput,
            ReplyToId = replyTo,
        };
        if (form == MessageForm.Card)
            AddCard(activity, content.Card!, content.Text, can);
        else
            AddText(activity, PlainText.Of(content, can.Suggestions ? OfferedMenu.Empty : menu, form == MessageForm.Markdown), form == MessageForm.Markdown);
        if (can.Suggestions)
            AddSuggestions(activity, content);
        return (activity, menu);
    }

    private static void AddCard(Activity activity, Card card, string text, ChannelCapabilities can)
    {
        var rendered = AdaptiveCardRenderer.Render(card, text);
        rendered["version"] = CardVersion;
        if (can.Execute && rendered["actions"] is JsonArray actions)
            foreach (var action in actions.OfType<JsonObject>())
                MakeExecute(action);
        activity.Attachments = [new Attachment(AdaptiveCardRenderer.ContentType, content: new JRaw(rendered.ToJsonString(WireJson.Options)))];
        if (card.IsOnlyButtons())
            AddText(activity, text, markdown: false);
        else if (text.Length > 0)
            activity.Summary = text;
    }

    // A client that does not know it takes the submit button instead.
    private static void MakeExecute(JsonObject action)
    {
        action["fallback"] = action.DeepClone();
        action["type"] = "Action.Execute";
        action["verb"] = (action["data"] as JsonObject)?.Text("action") ?? "";
    }

    private static void AddText(Activity activity, string text, bool markdown) =>
        (activity.Text, activity.TextFormat) = (text, markdown ? TextFormatTypes.Markdown : TextFormatTypes.Plain);

    private static void AddSuggestions(Activity activity, MessageContent content)
    {
        var suggested = content.Choices.Where(c => c.Title.Length > 0 && content.Card?.Buttons.Any(b => b.Title == c.Title) != true)
            .Select(c => new CardAction(ActionTypes.ImBack, c.Title, value: c.Title)).ToArray();
        if (suggested.Length > 0)
            activity.SuggestedActions = new SuggestedActions([], suggested);
    }
}
