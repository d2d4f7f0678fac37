using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.Capabilities;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>
/// Writes an answer for a channel: a card where it has cards, else numbered text. No nulls and no empty texts, which
/// Microsoft's schema refuses; no id and no time, which the channel gives.
/// </summary>
internal sealed class ActivityRenderer(IOptions<BotFrameworkOptions> options)
{
    // The newest version that all channels of the table show.
    private const string CardVersion = "1.4";

    public RenderedActivity Render(OutboundMessage message, ConversationReference to, string? replyTo)
    {
        var can = FrameworkChannels.Of(to.ChannelId, options.Value);
        var content = message.Content;
        var activity = Envelope(to, replyTo);
        var menu = MenuBuilder.Of(message, withChoices: !can.Suggestions);
        var form = can.FormFor(fitsCard: content.Card is not null, fitsMarkdown: can.Cards == CardForm.None);
        if (form == MessageForm.Card)
            AddCard(activity, content.Card!, content.Text, can);
        else
            AddText(activity, content, can.Suggestions ? OfferedMenu.Empty : menu, form == MessageForm.Markdown);
        if (can.Suggestions)
            AddSuggestions(activity, content);
        return new RenderedActivity(activity, menu);
    }

    private static JsonObject Envelope(ConversationReference to, string? replyTo)
    {
        var conversation = new JsonObject { ["id"] = to.PlatformId };
        if (to.IsGroup)
            conversation["isGroup"] = true;
        if (to.ConversationType is { } type)
            conversation["conversationType"] = type;
        if (to.TenantId is { } tenant)
            conversation["tenantId"] = tenant;
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["serviceUrl"] = to.ServiceUrl,
            ["channelId"] = to.ChannelId,
            ["from"] = new JsonObject { ["id"] = to.BotId, ["name"] = ChannelTexts.BotName, ["role"] = "bot" },
            ["conversation"] = conversation,
            ["locale"] = "zh-CN",
            ["inputHint"] = "acceptingInput",
        };
        if (to.UserId is { } user)
            activity["recipient"] = new JsonObject { ["id"] = user };
        if (replyTo is not null)
            activity["replyToId"] = replyTo;
        return activity;
    }

    private static void AddCard(JsonObject activity, Card card, string text, ChannelCapabilities can)
    {
        var rendered = AdaptiveCardRenderer.Render(card, text);
        rendered["version"] = CardVersion;
        if (can.Execute && rendered["actions"] is JsonArray actions)
            foreach (var action in actions.OfType<JsonObject>())
                MakeExecute(action);
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = AdaptiveCardRenderer.ContentType, ["content"] = rendered });
        if (card.IsOnlyButtons())
            SetText(activity, text, markdown: false);
        else if (text.Length > 0)
            activity["summary"] = text;
    }

    // A client that does not know it takes the submit button instead.
    private static void MakeExecute(JsonObject action)
    {
        action["fallback"] = action.DeepClone();
        action["type"] = "Action.Execute";
        action["verb"] = (action["data"] as JsonObject)?.Text("action") ?? "";
    }

    private static void AddText(JsonObject activity, MessageContent content, OfferedMenu menu, bool markdown) =>
        SetText(activity, PlainText.Of(content, menu, markdown), markdown);

    private static void AddSuggestions(JsonObject activity, MessageContent content)
    {
        var buttons = content.Card?.Buttons.Select(b => b.Title).ToHashSet() ?? [];
        var actions = content.Choices.Where(c => c.Title.Length > 0 && !buttons.Contains(c.Title))
            .Select(c => (JsonNode)new JsonObject { ["type"] = "imBack", ["title"] = c.Title, ["value"] = c.Title })
            .ToArray();
        if (actions.Length > 0)
            activity["suggestedActions"] = new JsonObject { ["to"] = new JsonArray(), ["actions"] = new JsonArray(actions) };
    }

    private static void SetText(JsonObject activity, string text, bool markdown)
    {
        activity["text"] = text;
        activity["textFormat"] = markdown ? "markdown" : "plain";
    }
}
