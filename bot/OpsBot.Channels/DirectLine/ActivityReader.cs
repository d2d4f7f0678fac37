using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Reads a posted activity. Unknown fields and types are accepted, as the protocol asks.</summary>
internal static class ActivityReader
{
    private const int MaxArgs = 32;
    private const int MaxArgLength = 4000;
    private const int MaxNameLength = 100;

    private static readonly string[] EchoedTexts =
        ["type", "text", "textFormat", "locale", "localTimestamp", "localTimezone", "name", "valueType", "inputHint", "importance"];

    /// <summary>The activity, or what is wrong with it.</summary>
    public static (PostedActivity? Activity, string? Fault) Read(ReadOnlySpan<byte> utf8)
    {
        if (WireJson.ReadObject(utf8) is not { } body)
            return (null, ChannelTexts.NotJson);
        if (body.Text("type") is not { } type)
            return (null, ChannelTexts.NoType);
        if (!TryReadAction(body["value"], out var action))
            return (null, ChannelTexts.BadForm);
        var text = (body.Text("text") ?? body.Text("value") ?? "").Trim();
        var clientId = (body["channelData"] as JsonObject)?.Text("clientActivityID") ?? body.Text("id");
        var posted = new PostedActivity(type, body.Text("name"), text, action, clientId, Echo(body));
        return posted is { IsMessage: true, Text: "", Action: null } ? (null, ChannelTexts.EmptyMessage) : (posted, null);
    }

    private static bool TryReadAction(JsonNode? value, out BotAction? action)
    {
        action = null;
        if (value is not JsonObject form || form.Text("action") is not { } name)
            return true;
        if (name.Length > MaxNameLength || form.Count > MaxArgs + 1)
            return false;
        var args = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, node) in form)
        {
            if (field == "action" || node is null)
                continue;
            if (field.Length > MaxNameLength || Scalar(node) is not { Length: <= MaxArgLength } arg)
                return false;
            args[field] = arg;
        }
        action = new BotAction(name, args);
        return true;
    }

    private static string? Scalar(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };

    // Only what a chat needs to recognise and show its own message; the server sets who, where and when itself.
    private static JsonObject Echo(JsonObject body)
    {
        var echo = new JsonObject();
        foreach (var field in EchoedTexts)
            if (body.Text(field) is { } text)
                echo[field] = text;
        if (body["value"] is { } value)
            echo["value"] = value.DeepClone();
        if (body["channelData"] is JsonObject channelData)
            echo["channelData"] = channelData.DeepClone();
        Keep(body, echo, "entities", "type");
        return echo;
    }

    private static void Keep(JsonObject body, JsonObject echo, string field, string required)
    {
        if (body[field] is not JsonArray list)
            return;
        var kept = list.OfType<JsonObject>().Where(i => i.Text(required) is not null).Select(i => (JsonNode)i.DeepClone()).ToArray();
        if (kept.Length > 0)
            echo[field] = new JsonArray(kept);
    }
}
