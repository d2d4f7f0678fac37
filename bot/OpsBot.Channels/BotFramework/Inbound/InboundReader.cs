using System.Globalization;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>Reads an activity. Unknown fields and types are accepted, as the protocol asks; ids that could change a path are not.</summary>
internal static class InboundReader
{
    private const int MaxIdLength = 1024;
    private const int MaxChannelLength = 64;

    /// <summary>The activity, or a code of what is wrong with it.</summary>
    public static (InboundActivity? Activity, string? Fault) Read(ReadOnlySpan<byte> utf8)
    {
        if (WireJson.ReadObject(utf8) is not { } body)
            return (null, "not-json");
        if (body.Text("type") is not { } type)
            return (null, "no-type");
        var (conversation, from, recipient) = (body["conversation"] as JsonObject, body["from"] as JsonObject, body["recipient"] as JsonObject);
        if (body.Text("channelId") is not { Length: <= MaxChannelLength } channelId || body.Text("serviceUrl") is not { Length: <= MaxIdLength } serviceUrl)
            return (null, "no-channel");
        if (conversation?.Text("id") is not { } conversationId || from?.Text("id") is not { } fromId || recipient?.Text("id") is not { } recipientId)
            return (null, "no-address");
        var id = body.Text("id");
        if (!IsUsable(conversationId) || !IsUsable(fromId) || !IsUsable(recipientId) || (id is not null && !IsUsable(id)))
            return (null, "bad-id");
        var value = body["value"] as JsonObject;
        if (!ActionReader.TryRead(value, out var action))
            return (null, "bad-form");
        var conversationType = conversation.Text("conversationType");
        return (new InboundActivity
        {
            Type = type,
            Id = id,
            Name = body.Text("name"),
            ChannelId = channelId,
            ServiceUrl = serviceUrl,
            ConversationId = conversationId,
            ConversationType = conversationType,
            IsGroup = IsTrue(conversation["isGroup"]) || conversationType is "groupChat" or "channel",
            TenantId = conversation.Text("tenantId") ?? ((body["channelData"] as JsonObject)?["tenant"] as JsonObject)?.Text("id"),
            FromId = fromId,
            FromDirectoryId = from.Text("aadObjectId") is { } directoryId && IsUsable(directoryId) ? directoryId : null,
            RecipientId = recipientId,
            RecipientName = recipient.Text("name"),
            Text = WithoutMentions(body.Text("text") ?? body.Text("value") ?? "", body["entities"] as JsonArray, recipientId).Trim(),
            Action = type == "message" ? action : null,
            Value = value,
            DeliveryMode = body.Text("deliveryMode"),
            IsArrival = type == "conversationUpdate" && HasOthers(body["membersAdded"] as JsonArray, recipientId),
            IsRemoval = IsRemoval(type, body, recipientId),
            HasFiles = type == "message" && HasFiles(body["attachments"] as JsonArray),
            Timestamp = DateTimeOffset.TryParse(body.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        }, null);
    }

    /// <summary>The button of an <c>adaptiveCard/action</c>; false when its data cannot be an action's.</summary>
    public static bool TryReadExecute(JsonObject action, out BotAction? pressed) =>
        ActionReader.TryRead(action["data"] as JsonObject ?? [], out pressed, action.Text("verb") ?? action.Text("id")) && pressed is not null;

    // "." and ".." would climb in a path even when escaped; control characters have no place in an id.
    private static bool IsUsable(string id) => id.Length <= MaxIdLength && id is not ("." or "..") && !id.Any(char.IsControl);

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool yes) && yes;

    private static bool HasOthers(JsonArray? members, string botId) =>
        members?.OfType<JsonObject>().Any(m => m.Text("id") is { } id && id != botId) == true;

    // An upgrade removes too, and adds again.
    private static bool IsRemoval(string type, JsonObject body, string botId) => type switch
    {
        "installationUpdate" => body.Text("action") == "remove",
        "conversationUpdate" => (body["membersRemoved"] as JsonArray)?.OfType<JsonObject>().Any(m => m.Text("id") == botId) == true,
        _ => false,
    };

    // Teams sends every formatted message as an attachment too, without an address.
    private static bool HasFiles(JsonArray? attachments) =>
        attachments?.OfType<JsonObject>().Any(a => a.Text("contentUrl") is not null || a.Text("contentType")?.StartsWith("application/vnd.microsoft.teams.file", StringComparison.Ordinal) == true) == true;

    private static string WithoutMentions(string text, JsonArray? entities, string botId)
    {
        foreach (var entity in entities?.OfType<JsonObject>().Where(e => e.Text("type") == "mention").Take(20) ?? [])
            if ((entity["mentioned"] as JsonObject)?.Text("id") == botId && entity.Text("text") is { } mention)
                text = text.Replace(mention, "", StringComparison.Ordinal);
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal);
    }
}
