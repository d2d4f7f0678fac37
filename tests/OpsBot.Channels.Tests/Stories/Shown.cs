using System.Text.Json.Nodes;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>One message as a person sees it on the phone.</summary>
/// <param name="Words">All that can be read.</param>
/// <param name="Buttons">What can be pressed: the title, and what the app then sends.</param>
internal sealed record Shown(string Words, IReadOnlyDictionary<string, JsonNode> Buttons)
{
    public Shown(string words)
        : this(words, new Dictionary<string, JsonNode>())
    {
    }

    /// <summary>A message of Microsoft's protocols. A phone without cards and suggestions shows its text, or the summary of its card.</summary>
    public static Shown OfActivity(JsonObject activity, bool cards)
    {
        var text = (string?)activity["text"] ?? (string?)activity["summary"] ?? "";
        if (!cards)
            return new Shown(text);
        var buttons = new Dictionary<string, JsonNode>();
        var words = new List<string> { text };
        foreach (var found in Objects(activity["attachments"]))
        {
            if (((string?)found["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true && found["title"] is { } title)
                buttons[(string)title!] = found;
            if (found["text"] is JsonValue run)
                words.Add((string)run!);
        }
        foreach (var suggested in Objects(activity["suggestedActions"]).Where(o => (string?)o["type"] == "imBack"))
            buttons[(string)suggested["title"]!] = suggested["value"]!;
        return new Shown(string.Join('\n', words), buttons);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.Where(p => p.Key != "fallback").Select(p => p.Value).SelectMany(Objects).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };
}
