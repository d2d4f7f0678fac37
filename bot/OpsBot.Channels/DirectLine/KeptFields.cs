using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// What is kept of a visitor's activity: the words, and the client's id of the message, by which Web Chat knows its own again
/// and without which it shows that nothing was sent. Nothing else that a client adds about itself or its owner gets further.
/// </summary>
internal static partial class KeptFields
{
    // What the buttons that the bot shows to a visitor carry: a category, a clause, a question or receipt, a rating.
    private static readonly string[] OfferedArgs = ["category", "clause", "id", "rating"];

    /// <summary>The entry for the log: type, words and the client's id, all of bounded length.</summary>
    public static JsonObject Echo(PostedActivity posted, string? text)
    {
        var echo = new JsonObject { ["type"] = posted.IsEnd ? "endOfConversation" : "message" };
        if (text is { Length: > 0 })
            (echo["text"], echo["textFormat"]) = (Cut(text), "plain");
        if (posted.ClientId is { } id && OpaqueId().IsMatch(id))
            echo["channelData"] = new JsonObject { ["clientActivityID"] = id };
        return echo;
    }

    /// <summary>The same without the words.</summary>
    public static JsonObject WithoutWords(PostedActivity posted) => Echo(posted, ChannelTexts.NotKept);

    /// <summary>As much of a button as the bot itself had put into it.</summary>
    public static BotAction? Offered(BotAction? action) => action is null ? null : new BotAction(
        ActionName().IsMatch(action.Name) ? action.Name : "",
        action.Args.Where(a => OfferedArgs.Contains(a.Key) && OfferedValue().IsMatch(a.Value)).ToDictionary());

    // Longer ones are not read either, and the answer says so.
    private static string Cut(string text) => text.Length <= InboundMessage.MaxTextLength
        ? text
        : text[..(char.IsHighSurrogate(text[InboundMessage.MaxTextLength - 1]) ? InboundMessage.MaxTextLength - 1 : InboundMessage.MaxTextLength)] + ChannelTexts.RestNotKept;

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex OpaqueId();

    [GeneratedRegex(@"^[a-z-]{1,20}(\.[a-z-]{1,20}){1,2}\z")]
    private static partial Regex ActionName();

    [GeneratedRegex(@"^[A-Za-z0-9._:/ -]{1,64}\z")]
    private static partial Regex OfferedValue();
}
