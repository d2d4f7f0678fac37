using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// Reads an activity into the SDK's type, after our own reader has found it to be strict JSON. Unknown fields and types are
/// accepted, as the protocol asks; ids that could change a path are not.
/// </summary>
internal static class InboundReader
{
    private const int MaxIdLength = 1024;
    private const int MaxChannelLength = 64;
    private const int MostMentions = 20;

    // As the SDK reads, but numbers and dates in forms stay as they were typed, and nothing refers to something else.
    private static readonly JsonSerializer Json = JsonSerializer.Create(new JsonSerializerSettings
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Decimal,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
    });

    /// <summary>The activity, or a code of what is wrong with it.</summary>
    public static (InboundActivity? Activity, string? Fault) Read(ReadOnlyMemory<byte> utf8)
    {
        using (var strict = WireJson.ReadDocument(utf8))
            if (strict is null)
                return (null, "not-json");
        try
        {
            using var text = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(utf8.Span)));
            return Json.Deserialize<InboundActivity>(text) is { } activity ? Check(activity) : (null, "not-json");
        }
        catch (JsonException)
        {
            return (null, "not-an-activity");
        }
    }

    /// <summary>The button of an <c>adaptiveCard/action</c>; false when its data cannot be an action's.</summary>
    public static bool TryReadExecute(AdaptiveCardInvokeAction action, out BotAction? pressed) =>
        ActionReader.TryRead(FormOf(action.Data) ?? [], out pressed, NullIfEmpty(action.Verb) ?? NullIfEmpty(action.Id)) && pressed is not null;

    private static (InboundActivity? Activity, string? Fault) Check(InboundActivity activity)
    {
        if (activity is not { Type.Length: > 0, ChannelId.Length: > 0 and <= MaxChannelLength, ServiceUrl.Length: > 0 and <= MaxIdLength })
            return (null, "no-type-or-channel");
        activity.Id = NullIfEmpty(activity.Id);
        if (!IsUsable(activity.Conversation?.Id) || !IsUsable(activity.From?.Id) || !IsUsable(activity.Recipient?.Id) || !IsUsable(activity.Id ?? "x"))
            return (null, "bad-id");
        if (!IsUsable(activity.From!.AadObjectId))
            activity.From.AadObjectId = null;
        if (!ActionReader.TryRead(FormOf(activity.Value), out var action))
            return (null, "bad-form");
        if (activity.Type == ActivityTypes.Message)
            activity.Pressed = action;
        activity.Typed = WithoutMentions(activity, NullIfEmpty(activity.Text) ?? activity.Value as string ?? "").Trim();
        // The SDK would set the thread's culture by it.
        activity.Locale = null;
        return (activity, null);
    }

    private static JsonObject? FormOf(object? value) => value is JObject form ? JsonNode.Parse(form.ToString(Formatting.None)) as JsonObject : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // "." and ".." would climb in a path even when escaped; control characters have no place in an id.
    private static bool IsUsable(string? id) => id is { Length: > 0 and <= MaxIdLength } and not ("." or "..") && !id.Any(char.IsControl);

    private static string WithoutMentions(InboundActivity activity, string text)
    {
        foreach (var mention in (activity.Entities ?? []).Where(e => e?.Type == "mention").Take(MostMentions))
            if ((string?)(mention.Properties.SelectToken("mentioned.id") as JValue)?.Value?.ToString() == activity.Recipient.Id
                && mention.Properties["text"] is JValue { Value: string { Length: > 0 } words })
                text = text.Replace(words, "", StringComparison.Ordinal);
        return text.Replace("&nbsp;", " ", StringComparison.Ordinal);
    }
}
