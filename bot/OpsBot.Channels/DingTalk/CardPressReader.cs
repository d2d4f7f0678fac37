using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>Reads a press. The card's parameters come from the person's device, so they are held to the limits of a form.</summary>
internal static class CardPressReader
{
    private const int MaxIdLength = 256;
    private const int MaxNameLength = 100;
    private const int MaxArgs = 32;
    private const int MaxArgLength = 4000;

    /// <summary>The press, or null when it is none that a card of ours gives.</summary>
    public static CardPress? Read(JsonObject body)
    {
        if (body.Text("outTrackId") is not { Length: <= MaxIdLength } card || body.Text("userId") is not { Length: <= MaxIdLength } account)
            return null;
        if (Inner(body["content"] ?? body["value"])?["cardPrivateData"] is not JsonObject pressed || pressed["params"] is not JsonObject given)
            return null;
        if (Inner(given["action"]) is not { } value || value.Text("title") is not { Length: <= MaxArgLength } title)
            return null;
        if (value.Text("action") is not { } name)
            return new CardPress(card, account, title, null);
        return name.Length <= MaxNameLength && ReadArgs(value["args"] as JsonObject) is { } args ? new CardPress(card, account, title, new BotAction(name, args)) : null;
    }

    private static Dictionary<string, string>? ReadArgs(JsonObject? given)
    {
        var args = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, node) in given ?? [])
        {
            if (args.Count == MaxArgs || name.Length > MaxNameLength || node is not JsonValue value || !value.TryGetValue(out string? arg) || arg.Length > MaxArgLength)
                return null;
            args[name] = arg;
        }
        return args;
    }

    // JSON inside a text, or the object itself.
    private static JsonObject? Inner(JsonNode? node) => node switch
    {
        JsonObject inner => inner,
        JsonValue value when value.TryGetValue(out string? text) => WireJson.ReadObject(Encoding.UTF8.GetBytes(text)),
        _ => null,
    };
}
