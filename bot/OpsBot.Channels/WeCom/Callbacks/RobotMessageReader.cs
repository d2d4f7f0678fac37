using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Reads the opened JSON of an intelligent robot's callback. A voice comes as the words that were heard.</summary>
internal static class RobotMessageReader
{
    private const int MaxParts = 50;

    /// <summary>The message, or null when it is not one.</summary>
    public static CallbackMessage? Read(string json)
    {
        if (WireJson.ReadObject(Encoding.UTF8.GetBytes(json)) is not { } body || Under(body, "from", "userid") is not { } user || !CallbackMessage.IsId(user))
            return null;
        if (body.Text("msgid") is not { } given || !CallbackMessage.IsId(given) || body.Text("msgtype") is not { } kind)
            return null;
        var group = body.Text("chattype") == "group";
        if (group && !CallbackMessage.IsId(body.Text("chatid")))
            return null;
        var message = kind == "event" ? Event(body, user, given) : Message(body, kind, user, "r-" + given);
        var text = group ? WithoutMention(message.Text) : message.Text;
        return message with { IsRobot = true, ChatId = group ? body.Text("chatid") : null, Text = text.Trim() };
    }

    private static CallbackMessage Message(JsonObject body, string kind, string user, string id) => kind switch
    {
        "text" or "voice" => Typed(Under(body, kind, "content"), user, id),
        "mixed" => Typed(Mixed(body), user, id),
        // We never leave a stream open, so there is nothing to ask for.
        "stream" => new CallbackMessage(CallbackKind.Ignored, user, id),
        _ => new CallbackMessage(CallbackKind.Unreadable, user, id),
    };

    private static CallbackMessage Typed(string? text, string user, string id) => string.IsNullOrWhiteSpace(text)
        ? new CallbackMessage(CallbackKind.Unreadable, user, id)
        : new CallbackMessage(CallbackKind.Text, user, id) { Text = text };

    private static string Mixed(JsonObject body)
    {
        var parts = (body["mixed"] as JsonObject)?["msg_item"] as JsonArray;
        return string.Join('\n', (parts ?? []).OfType<JsonObject>().Take(MaxParts).Select(p => Under(p, "text", "content")).OfType<string>());
    }

    private static CallbackMessage Event(JsonObject body, string user, string given)
    {
        var id = "r-" + given;
        var press = (body["event"] as JsonObject)?["template_card_event"] as JsonObject;
        return Under(body, "event", "eventtype") switch
        {
            "enter_chat" => new CallbackMessage(CallbackKind.Greeting, user, CallbackMessage.GreetingId),
            "template_card_event" when press is not null => XmlMessageReader.Press(user, id, press.Text("event_key"), null),
            _ => new CallbackMessage(CallbackKind.Ignored, user, id),
        };
    }

    // In a group the robot's name stands before the words.
    private static string WithoutMention(string text)
    {
        var trimmed = text.TrimStart();
        if (!trimmed.StartsWith('@'))
            return text;
        var end = trimmed.IndexOfAny([' ', '\u2005', '\u00a0', '\n']);
        return end < 0 ? "" : trimmed[end..];
    }

    private static string? Under(JsonObject body, string parent, string field) => (body[parent] as JsonObject)?.Text(field);
}
