using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// A card as an Adaptive Card 1.5. All words go into text runs, which no client reads as Markdown: a quoted clause stays
/// verbatim, and what a reporter wrote cannot become a link on an official's screen. Buttons submit, because Web Chat
/// does not know <c>Action.Execute</c>.
/// </summary>
internal static class AdaptiveCardRenderer
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";
    private const int MaxInputLength = 4000;

    public static JsonObject Render(Card card, string fallbackText)
    {
        var body = new JsonArray();
        body.Add(Line(Run(card.Title, bold: true, large: true)));
        foreach (var line in Lines(card.Body))
            body.Add(Line(Run(line)));
        foreach (var fact in card.Facts)
            AddFact(body, fact);
        foreach (var input in card.Inputs)
            body.Add(Field(input));
        var rendered = new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["lang"] = "zh-CN", ["body"] = body };
        if (fallbackText.Length > 0)
            rendered["fallbackText"] = fallbackText;
        if (card.Buttons.Count > 0)
            rendered["actions"] = new JsonArray(card.Buttons.Select(b => (JsonNode)Button(b)).ToArray());
        return rendered;
    }

    private static void AddFact(JsonArray body, CardFact fact)
    {
        var lines = Lines(fact.Value).ToList();
        body.Add(Line(Run($"{fact.Label}：", bold: true), Run(lines.Count > 0 ? lines[0] : "—")));
        foreach (var line in lines.Skip(1))
            body.Add(Line(Run(line)));
    }

    private static JsonObject Field(CardInput input)
    {
        var field = new JsonObject { ["type"] = input.Options is null ? "Input.Text" : "Input.ChoiceSet", ["id"] = input.Id, ["label"] = input.Label };
        if (input.Value is { Length: > 0 } value)
            field["value"] = value;
        if (input.Options is { } options)
        {
            field["style"] = "compact";
            field["placeholder"] = ChannelTexts.PleaseChoose;
            field["choices"] = new JsonArray(options.Select(o => (JsonNode)new JsonObject { ["title"] = o.Title, ["value"] = o.Value }).ToArray());
        }
        else
        {
            field["maxLength"] = MaxInputLength;
            if (input.Multiline)
                field["isMultiline"] = true;
        }
        return field;
    }

    private static JsonObject Button(CardButton button)
    {
        var data = new JsonObject();
        foreach (var (name, value) in button.Action.Args)
            data[name] = value;
        data["action"] = button.Action.Name;
        return new JsonObject { ["type"] = "Action.Submit", ["title"] = button.Title, ["data"] = data };
    }

    private static JsonObject Line(params JsonNode[] runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(runs) };

    private static JsonObject Run(string text, bool bold = false, bool large = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (bold)
            run["weight"] = "Bolder";
        if (large)
            run["size"] = "Large";
        return run;
    }

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
}
