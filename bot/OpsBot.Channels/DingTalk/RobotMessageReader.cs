using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>Reads a robot message. Unknown fields and kinds are accepted.</summary>
internal static class RobotMessageReader
{
    private const int MaxIdLength = 256;
    private const string OpaquePrefix = "$:";

    /// <summary>The message, or null when it has no id, conversation or sender.</summary>
    public static RobotMessage? Read(JsonObject body)
    {
        if (Id(body, "msgId") is not { } id || Id(body, "conversationId") is not { } conversation || AccountOf(body) is not { } account)
            return null;
        return new RobotMessage
        {
            Id = id,
            CreatedAt = Number(body["createAt"]),
            ConversationId = conversation,
            IsGroup = body.Text("conversationType") is not "1" and not null,
            Account = account,
            Text = TextOf(body),
            Webhook = Uri.TryCreate(body.Text("sessionWebhook"), UriKind.Absolute, out var webhook) ? webhook : null,
            WebhookExpiresAt = Number(body["sessionWebhookExpiredTime"]) ?? 0,
        };
    }

    // A user id counts only when the sender belongs to the robot's own organisation: the same id may exist in another one.
    private static string? AccountOf(JsonObject body)
    {
        var corp = body.Text("senderCorpId");
        var isForeign = corp is not null && body.Text("chatbotCorpId") is { } own && own != corp;
        var staff = isForeign ? null : Id(body, "senderStaffId");
        if (staff is not null)
            return staff.StartsWith(OpaquePrefix, StringComparison.Ordinal) ? null : staff;
        var opaque = Id(body, "senderId");
        return isForeign && opaque?.StartsWith(OpaquePrefix, StringComparison.Ordinal) == false ? null : opaque;
    }

    private static string? TextOf(JsonObject body) => body.Text("msgtype") switch
    {
        "text" => ((body["text"] as JsonObject)?.Text("content") ?? "").Trim() is { Length: > 0 } text ? text : null,
        "richText" => RichText(body["content"] as JsonObject),
        "audio" => (body["content"] as JsonObject)?.Text("recognition")?.Trim() is { Length: > 0 } spoken ? spoken : null,
        _ => null,
    };

    private static string? RichText(JsonObject? content)
    {
        if (content?["richText"] is not JsonArray runs)
            return null;
        var text = string.Concat(runs.OfType<JsonObject>().Select(run => run.Text("text"))).Trim();
        return text.Length > 0 ? text : null;
    }

    private static string? Id(JsonObject body, string field) => body.Text(field) is { Length: <= MaxIdLength } id ? id : null;

    /// <summary>A whole number, written as one or as text.</summary>
    internal static long? Number(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long number) => number,
        JsonValue value when value.TryGetValue(out string? text) && long.TryParse(text, out var number) => number,
        _ => null,
    };

    /// <summary>Outsiders have no user id, so that the OpenAPI cannot reach them.</summary>
    internal static bool IsOpaque(string account) => account.StartsWith(OpaquePrefix, StringComparison.Ordinal);
}
