using OpsBot.Channels.Rendering;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Reads the opened XML of an application's callback.</summary>
internal static class XmlMessageReader
{
    /// <summary>Leads to no dialog, so that the router says the button is too old.</summary>
    private static readonly BotAction Unknown = BotAction.Plain("unknown");

    /// <summary>The message, or null when it is not one.</summary>
    public static CallbackMessage? Read(string xml)
    {
        if (SafeXml.Read(xml, xml.Length) is not { } fields || fields.GetValueOrDefault("FromUserName") is not { } user || !CallbackMessage.IsId(user))
            return null;
        return fields.GetValueOrDefault("MsgType") switch
        {
            null or "" => null,
            "event" => Event(fields, user),
            var kind => fields.GetValueOrDefault("MsgId") is { } id && CallbackMessage.IsId(id) ? Message(fields, kind, user, "m-" + id) : null,
        };
    }

    private static CallbackMessage Message(IReadOnlyDictionary<string, string> fields, string kind, string user, string id) =>
        kind == "text"
            ? new CallbackMessage(CallbackKind.Text, user, id) { Text = fields.GetValueOrDefault("Content", "").Trim() }
            : new CallbackMessage(CallbackKind.Unreadable, user, id);

    private static CallbackMessage? Event(IReadOnlyDictionary<string, string> fields, string user)
    {
        if (fields.GetValueOrDefault("Event") is not { Length: > 0 } name || fields.GetValueOrDefault("CreateTime") is not { Length: > 0 } at)
            return null;
        var key = fields.GetValueOrDefault("EventKey");
        // WeCom asks for sender and time; two presses in one second differ in what was pressed.
        var id = CallbackMessage.EventId(user, at, name, key, fields.GetValueOrDefault("TaskId"));
        return name.ToLowerInvariant() switch
        {
            "subscribe" or "enter_agent" => new CallbackMessage(CallbackKind.Greeting, user, CallbackMessage.GreetingId),
            "click" when key is { Length: > 0 } => new CallbackMessage(CallbackKind.Text, user, id) { Text = key.Trim() },
            "template_card_event" => Press(user, id, key, fields.GetValueOrDefault("ResponseCode")),
            _ => new CallbackMessage(CallbackKind.Ignored, user, id),
        };
    }

    /// <summary>A pressed button, of an application's or a robot's card.</summary>
    internal static CallbackMessage Press(string user, string id, string? key, string? responseCode)
    {
        var option = ButtonKey.Read(key) ?? new Option("", Unknown);
        return new CallbackMessage(CallbackKind.Press, user, id)
        {
            Text = option.Action is null ? option.Title : "",
            Action = option.Action,
            Title = option.Title,
            ResponseCode = responseCode is { Length: > 0 and <= 512 } ? responseCode : null,
        };
    }
}
