using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// The variables that the card template shows, all texts as the platform asks: <c>title</c>, <c>text</c>, <c>facts</c>,
/// <c>buttonCount</c>, <c>button1</c>… and <c>action1</c>… (the value that the template's button N gives back as the
/// parameter <c>action</c>), <c>status</c> (empty until pressed).
/// </summary>
internal static class CardContent
{
    public const int MaxButtons = 6;

    /// <summary>A suggested answer is a button that says its words. Form fields and more buttons than a card has are shown as text instead.</summary>
    public static bool Fits(MessageContent content) => content.Card?.Inputs.Count is null or 0 && Option.Of(content).Count is > 0 and <= MaxButtons;

    /// <summary>The variables of a card.</summary>
    public static JsonObject Render(MessageContent content, int maxBytes)
    {
        var card = content.Card;
        var buttons = Option.Of(content);
        var text = card is null || card.IsOnlyButtons() ? content.Text : card.Body ?? "";
        var facts = string.Join('\n', (card?.Facts ?? []).Select(f => $"{f.Label}：{f.Value}"));
        var shown = new JsonObject
        {
            ["title"] = card?.Title ?? "",
            ["text"] = MarkdownRendering.Render(PlainRendering.Cut(text, maxBytes / 2)),
            ["facts"] = MarkdownRendering.Render(PlainRendering.Cut(facts, maxBytes / 2)),
            ["status"] = "",
            ["buttonCount"] = buttons.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        for (var i = 0; i < buttons.Count; i++)
        {
            shown[$"button{i + 1}"] = buttons[i].Title;
            shown[$"action{i + 1}"] = Value(buttons[i].Title, buttons[i].Action);
        }
        return shown;
    }

    /// <summary>What changes in a card that was pressed: the buttons go, and it says so.</summary>
    public static JsonObject Pressed(string status) => new() { ["status"] = status, ["buttonCount"] = "0" };

    private static string Value(string title, BotAction? action)
    {
        var value = new JsonObject { ["title"] = title };
        if (action is null)
            return JsonSerializer.Serialize(value, WireJson.Options);
        var args = new JsonObject();
        foreach (var (name, arg) in action.Args)
            args[name] = arg;
        value["action"] = action.Name;
        value["args"] = args;
        return JsonSerializer.Serialize(value, WireJson.Options);
    }
}
