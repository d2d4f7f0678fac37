using System.Text.Json.Nodes;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>
/// A <c>button_interaction</c> card. The vendor advises these lengths and cuts what is longer on some screens, so a message
/// that is longer is not made a card. Limits as read in copies of the vendor's pages; a deployment may differ.
/// </summary>
internal static class TemplateCard
{
    private const int MaxTitle = 36;
    private const int MaxBody = 160;
    private const int MaxFacts = 6;
    private const int MaxLabel = 5;
    private const int MaxValue = 30;
    private const int MaxButtons = 6;
    private const int MaxButtonTitle = 10;
    private const int MaxTaskId = 128;

    /// <summary>The card, or null when something does not fit.</summary>
    public static JsonObject? Of(string messageId, MessageContent content, IReadOnlyList<Option> options)
    {
        if (options.Count is 0 or > MaxButtons || options.Any(o => o.Title.Length > MaxButtonTitle) || !IsTaskId(messageId))
            return null;
        var card = content.Card is { Inputs.Count: 0 } given ? given : null;
        var body = card is null || card.IsOnlyButtons() ? content.Text : card.Body;
        var facts = card?.Facts ?? [];
        if (card?.Title.Length > MaxTitle || body?.Length > MaxBody || facts.Count > MaxFacts || facts.Any(f => f.Label.Length > MaxLabel || f.Value.Length > MaxValue))
            return null;
        var keys = options.Select(ButtonKey.Write).OfType<string>().ToArray();
        if (keys.Length < options.Count || keys.Distinct().Count() < keys.Length)
            return null;
        var rendered = new JsonObject { ["card_type"] = "button_interaction", ["task_id"] = messageId };
        if (card is not null)
            rendered["main_title"] = new JsonObject { ["title"] = PlainWords.Of(card.Title) };
        if (!string.IsNullOrWhiteSpace(body))
            rendered["sub_title_text"] = PlainWords.Of(body);
        if (facts.Count > 0)
            rendered["horizontal_content_list"] = new JsonArray([.. facts.Select(Fact)]);
        rendered["button_list"] = new JsonArray([.. options.Select((o, i) => (JsonNode)new JsonObject { ["text"] = PlainWords.Of(o.Title), ["style"] = i == 0 ? 1 : 4, ["key"] = keys[i] })]);
        return rendered.ContainsKey("main_title") || rendered.ContainsKey("sub_title_text") ? rendered : null;
    }

    private static JsonNode Fact(CardFact fact) =>
        new JsonObject { ["keyname"] = PlainWords.Of(fact.Label), ["value"] = fact.Value.Length > 0 ? PlainWords.Of(fact.Value) : "—" };

    private static bool IsTaskId(string id) => id.Length is > 0 and <= MaxTaskId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '@');
}
