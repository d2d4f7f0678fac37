using System.Buffers;
using System.Text.Json;
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
    private const int FirstBytes = 1024;
    private const int MostScratch = 64 * 1024;
    private static readonly JsonWriterOptions Readable = new() { Encoder = WireJson.Options.Encoder };

    // Where this thread writes before the bytes are cut to their length.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    public RenderedActivity Render(OutboundMessage message, ConversationReference to, string? replyTo)
    {
        var can = FrameworkChannels.Of(to.ChannelId, options.Value);
        var content = message.Content;
        var menu = MenuBuilder.Of(message, withChoices: !can.Suggestions);
        var form = can.FormFor(fitsCard: content.Card is not null, fitsMarkdown: can.Cards == CardForm.None);
        var json = _scratch is { Capacity: <= MostScratch } own ? own : _scratch = new ArrayBufferWriter<byte>(FirstBytes);
        json.ResetWrittenCount();
        using (var activity = new Utf8JsonWriter(json, Readable))
        {
            activity.WriteStartObject();
            WriteEnvelope(activity, to, replyTo);
            if (form == MessageForm.Card)
                WriteCard(activity, content.Card!, content.Text, can);
            else
                WriteText(activity, content, can.Suggestions ? OfferedMenu.Empty : menu, form == MessageForm.Markdown);
            if (can.Suggestions)
                WriteSuggestions(activity, content);
            activity.WriteEndObject();
        }
        return new RenderedActivity(json.WrittenSpan.ToArray(), menu);
    }

    private static void WriteEnvelope(Utf8JsonWriter activity, ConversationReference to, string? replyTo)
    {
        activity.WriteString("type"u8, "message"u8);
        activity.WriteString("serviceUrl"u8, to.ServiceUrl);
        activity.WriteString("channelId"u8, to.ChannelId);
        activity.WriteStartObject("from"u8);
        activity.WriteString("id"u8, to.BotId);
        activity.WriteString("name"u8, ChannelTexts.BotName);
        activity.WriteString("role"u8, "bot"u8);
        activity.WriteEndObject();
        activity.WriteStartObject("conversation"u8);
        activity.WriteString("id"u8, to.PlatformId);
        if (to.IsGroup)
            activity.WriteBoolean("isGroup"u8, true);
        if (to.ConversationType is { } type)
            activity.WriteString("conversationType"u8, type);
        if (to.TenantId is { } tenant)
            activity.WriteString("tenantId"u8, tenant);
        activity.WriteEndObject();
        activity.WriteString("locale"u8, "zh-CN"u8);
        activity.WriteString("inputHint"u8, "acceptingInput"u8);
        if (to.UserId is { } user)
        {
            activity.WriteStartObject("recipient"u8);
            activity.WriteString("id"u8, user);
            activity.WriteEndObject();
        }
        if (replyTo is not null)
            activity.WriteString("replyToId"u8, replyTo);
    }

    private static void WriteCard(Utf8JsonWriter activity, Card card, string text, ChannelCapabilities can)
    {
        var rendered = AdaptiveCardRenderer.Render(card, text);
        rendered["version"] = CardVersion;
        if (can.Execute && rendered["actions"] is JsonArray actions)
            foreach (var action in actions.OfType<JsonObject>())
                MakeExecute(action);
        activity.WriteStartArray("attachments"u8);
        activity.WriteStartObject();
        activity.WriteString("contentType"u8, AdaptiveCardRenderer.ContentType);
        activity.WritePropertyName("content"u8);
        rendered.WriteTo(activity, WireJson.Options);
        activity.WriteEndObject();
        activity.WriteEndArray();
        if (card.IsOnlyButtons())
            WriteText(activity, text, markdown: false);
        else if (text.Length > 0)
            activity.WriteString("summary"u8, text);
    }

    // A client that does not know it takes the submit button instead.
    private static void MakeExecute(JsonObject action)
    {
        action["fallback"] = action.DeepClone();
        action["type"] = "Action.Execute";
        action["verb"] = (action["data"] as JsonObject)?.Text("action") ?? "";
    }

    private static void WriteText(Utf8JsonWriter activity, MessageContent content, OfferedMenu menu, bool markdown) =>
        WriteText(activity, PlainText.Of(content, menu, markdown), markdown);

    private static void WriteText(Utf8JsonWriter activity, string text, bool markdown)
    {
        activity.WriteString("text"u8, text);
        activity.WriteString("textFormat"u8, markdown ? "markdown"u8 : "plain"u8);
    }

    private static void WriteSuggestions(Utf8JsonWriter activity, MessageContent content)
    {
        if (content.Choices.Count == 0)
            return;
        var suggested = content.Choices.Where(c => c.Title.Length > 0 && content.Card?.Buttons.Any(b => b.Title == c.Title) != true).ToArray();
        if (suggested.Length == 0)
            return;
        activity.WriteStartObject("suggestedActions"u8);
        activity.WriteStartArray("to"u8);
        activity.WriteEndArray();
        activity.WriteStartArray("actions"u8);
        foreach (var choice in suggested)
        {
            activity.WriteStartObject();
            activity.WriteString("type"u8, "imBack"u8);
            activity.WriteString("title"u8, choice.Title);
            activity.WriteString("value"u8, choice.Title);
            activity.WriteEndObject();
        }
        activity.WriteEndArray();
        activity.WriteEndObject();
    }
}
