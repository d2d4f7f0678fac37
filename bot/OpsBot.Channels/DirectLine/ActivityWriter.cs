using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>Writes activities as clients read them: no nulls and no empty texts, which Microsoft's schema refuses.</summary>
internal sealed class ActivityWriter(IOptions<DirectLineOptions> options)
{
    /// <summary>How the log names a file; readers get an address instead.</summary>
    public const string FileScheme = "opsbot-file:";

    private const string BotId = "opsbot";

    /// <summary>The person's own message, to be shown back to the person's chat.</summary>
    public static string WritePerson(PostedActivity posted, DirectLinePrincipal who, string entryId, IReadOnlyList<string> fileIds, DateTimeOffset now) =>
        WritePerson(posted.Echo.DeepClone().AsObject(), posted.Files, who, entryId, fileIds, now);

    /// <summary>The same without what was said, for words that must not be kept.</summary>
    public static string WriteWithoutWords(PostedActivity posted, DirectLinePrincipal who, string entryId, DateTimeOffset now) =>
        WritePerson(posted.EchoWithoutWords, [], who, entryId, [], now);

    private static string WritePerson(
        JsonObject activity, IReadOnlyList<SentFile> files, DirectLinePrincipal who, string entryId, IReadOnlyList<string> fileIds, DateTimeOffset now)
    {
        var from = new JsonObject { ["id"] = who.UserId, ["role"] = "user" };
        if (who.Name is { Length: > 0 } name)
            from["name"] = name;
        activity["from"] = from;
        if (files.Count > 0)
            activity["attachments"] = new JsonArray([.. files.Zip(fileIds, Attachment)]);
        Place(activity, who.ConversationId, entryId, now);
        return activity.ToJsonString(WireJson.Options);
    }

    /// <summary>A message of the bot. A card that says what the text says makes the text its summary, so that nothing is shown twice.</summary>
    public string WriteBot(OutboundMessage message, Address address, DateTimeOffset now)
    {
        var content = message.Content;
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["from"] = new JsonObject { ["id"] = BotId, ["name"] = options.Value.BotName, ["role"] = "bot" },
            ["locale"] = "zh-CN",
            ["inputHint"] = "acceptingInput",
        };
        if (address.AccountId is { Length: > 0 } account)
            activity["recipient"] = new JsonObject { ["id"] = account };
        if (message.ReplyTo is { } replyTo && ActivityIds.IsPersonEntry(replyTo))
            activity["replyToId"] = ActivityIds.Shown(address.ConversationId, replyTo);
        if (content.Card is null || content.Card.IsOnlyButtons())
        {
            activity["text"] = content.Text;
            activity["textFormat"] = "plain";
        }
        else if (content.Text.Length > 0)
        {
            activity["summary"] = content.Text;
        }
        if (content.Card is { } card)
        {
            activity["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = AdaptiveCardRenderer.ContentType,
                ["content"] = AdaptiveCardRenderer.Render(card, content.Text),
            });
        }
        var buttons = content.Card?.Buttons.Select(b => b.Title).ToHashSet() ?? [];
        AddChoices(activity, content.Choices.Where(c => !buttons.Contains(c.Title)));
        Place(activity, address.ConversationId, message.Id, now);
        return activity.ToJsonString(WireJson.Options);
    }

    private static JsonNode Attachment(SentFile file, string id) =>
        new JsonObject { ["contentType"] = file.ContentType, ["contentUrl"] = FileScheme + id, ["name"] = file.Name };

    private static void AddChoices(JsonObject activity, IEnumerable<Choice> choices)
    {
        var actions = choices.Where(c => c.Title.Length > 0)
            .Select(c => (JsonNode)new JsonObject { ["type"] = "imBack", ["title"] = c.Title, ["value"] = c.Title })
            .ToArray();
        if (actions.Length > 0)
            activity["suggestedActions"] = new JsonObject { ["to"] = new JsonArray(), ["actions"] = new JsonArray(actions) };
    }

    private static void Place(JsonObject activity, string conversationId, string entryId, DateTimeOffset now)
    {
        activity["id"] = ActivityIds.Shown(conversationId, entryId);
        activity["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        activity["channelId"] = DirectLineOptions.Channel;
        activity["conversation"] = new JsonObject { ["id"] = conversationId };
    }
}
