using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>Reads an activity. Unknown fields and types are accepted, as the protocol asks; ids that could change a path are not.</summary>
internal static class InboundReader
{
    private const int MaxIdLength = 1024;
    private const int MaxChannelLength = 64;
    private const int MostMentions = 20;

    /// <summary>The activity, or a code of what is wrong with it.</summary>
    public static (InboundActivity? Activity, string? Fault) Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = WireJson.ReadDocument(utf8);
        return document is null ? (null, "not-json") : Read(document.RootElement);
    }

    private static (InboundActivity? Activity, string? Fault) Read(JsonElement body)
    {
        if (body.Text("type"u8) is not { } type)
            return (null, "no-type");
        if (body.Text("channelId"u8) is not { Length: <= MaxChannelLength } channelId || body.Text("serviceUrl"u8) is not { Length: <= MaxIdLength } serviceUrl)
            return (null, "no-channel");
        var (conversation, from, recipient) = (body.Field("conversation"u8), body.Field("from"u8), body.Field("recipient"u8));
        if (conversation.Text("id"u8) is not { } conversationId || from.Text("id"u8) is not { } fromId || recipient.Text("id"u8) is not { } recipientId)
            return (null, "no-address");
        var id = body.Text("id"u8);
        if (!IsUsable(conversationId) || !IsUsable(fromId) || !IsUsable(recipientId) || (id is not null && !IsUsable(id)))
            return (null, "bad-id");
        // It outlives the document.
        var value = body.Field("value"u8) is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given.Clone()) : null;
        if (!ActionReader.TryRead(value, out var action))
            return (null, "bad-form");
        var conversationType = conversation.Text("conversationType"u8);
        return (new InboundActivity
        {
            Type = type,
            Id = id,
            Name = body.Text("name"u8),
            ChannelId = channelId,
            ServiceUrl = serviceUrl,
            ConversationId = conversationId,
            ConversationType = conversationType,
            IsGroup = conversation.Field("isGroup"u8).ValueKind == JsonValueKind.True || conversationType is "groupChat" or "channel",
            TenantId = conversation.Text("tenantId"u8) ?? body.Field("channelData"u8).Field("tenant"u8).Text("id"u8),
            FromId = fromId,
            FromDirectoryId = from.Text("aadObjectId"u8) is { } directoryId && IsUsable(directoryId) ? directoryId : null,
            RecipientId = recipientId,
            RecipientName = recipient.Text("name"u8),
            Text = WithoutMentions(body.Text("text"u8) ?? body.Text("value"u8) ?? "", body.Field("entities"u8), recipientId).Trim(),
            Action = type == "message" ? action : null,
            Value = value,
            DeliveryMode = body.Text("deliveryMode"u8),
            IsArrival = type == "conversationUpdate" && HasOthers(body.Field("membersAdded"u8), recipientId),
            IsRemoval = IsRemoval(type, body, recipientId),
            HasFiles = type == "message" && HasFiles(body.Field("attachments"u8)),
            Timestamp = DateTimeOffset.TryParse(body.Text("timestamp"u8), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
        }, null);
    }

    /// <summary>The button of an <c>adaptiveCard/action</c>; false when its data cannot be an action's.</summary>
    public static bool TryReadExecute(JsonObject action, out BotAction? pressed) =>
        ActionReader.TryRead(action["data"] as JsonObject ?? [], out pressed, action.Text("verb") ?? action.Text("id")) && pressed is not null;

    // "." and ".." would climb in a path even when escaped; control characters have no place in an id.
    private static bool IsUsable(string id)
    {
        if (id.Length > MaxIdLength || id is "." or "..")
            return false;
        foreach (var c in id)
            if (char.IsControl(c))
                return false;
        return true;
    }

    private static bool HasOthers(JsonElement members, string botId) => members.Objects().Any(m => m.Text("id"u8) is { } id && id != botId);

    // An upgrade removes too, and adds again.
    private static bool IsRemoval(string type, JsonElement body, string botId) => type switch
    {
        "installationUpdate" => body.Text("action"u8) == "remove",
        "conversationUpdate" => body.Field("membersRemoved"u8).Objects().Any(m => m.Text("id"u8) == botId),
        _ => false,
    };

    // Teams sends every formatted message as an attachment too, without an address.
    private static bool HasFiles(JsonElement attachments) => attachments.Objects().Any(a =>
        a.Text("contentUrl"u8) is not null || a.Text("contentType"u8)?.StartsWith("application/vnd.microsoft.teams.file", StringComparison.Ordinal) == true);

    private static string WithoutMentions(string text, JsonElement entities, string botId)
    {
        if (entities.ValueKind == JsonValueKind.Array)
            text = WithoutMentions(text, entities.EnumerateArray(), botId);
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal);
    }

    private static string WithoutMentions(string text, JsonElement.ArrayEnumerator entities, string botId)
    {
        var mentions = 0;
        foreach (var entity in entities)
        {
            if (!entity.Is("type"u8, "mention"u8))
                continue;
            if (++mentions > MostMentions)
                break;
            if (entity.Field("mentioned"u8).Text("id"u8) == botId && entity.Text("text"u8) is { } mention)
                text = text.Replace(mention, "", StringComparison.Ordinal);
        }
        return text;
    }
}
