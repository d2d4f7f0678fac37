using System.Text.Json.Nodes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Reads a posted activity. Unknown fields and types are accepted, as the protocol asks.</summary>
internal static class ActivityReader
{
    private static readonly string[] EchoedTexts =
        ["type", "text", "textFormat", "locale", "localTimestamp", "localTimezone", "name", "code", "valueType", "inputHint", "importance"];

    /// <summary>The activity, or what is wrong with it.</summary>
    public static (PostedActivity? Activity, string? Fault) Read(ReadOnlySpan<byte> utf8, IReadOnlyList<SentFile>? files = null)
    {
        if (WireJson.ReadObject(utf8) is not { } body)
            return (null, ChannelTexts.NotJson);
        if (body.Text("type") is not { } type)
            return (null, ChannelTexts.NoType);
        if (!ActionReader.TryRead(body["value"], out var action))
            return (null, ChannelTexts.BadForm);
        var text = (body.Text("text") ?? body.Text("value") ?? "").Trim();
        var clientId = (body["channelData"] as JsonObject)?.Text("clientActivityID") ?? body.Text("id");
        var posted = new PostedActivity(type, body.Text("name"), text, action, clientId, Echo(body)) { Files = files ?? [], HadFiles = files?.Count > 0 };
        if (posted is { IsMessage: false, Files.Count: > 0 })
            return (null, ChannelTexts.FilesWithoutMessage);
        return posted is { IsMessage: true, Text: "", Action: null, Files.Count: 0 } ? (null, ChannelTexts.EmptyMessage) : (posted, null);
    }

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
