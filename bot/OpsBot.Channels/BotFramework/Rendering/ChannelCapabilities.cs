namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>What a channel shows. A channel that is not in the table shows text only.</summary>
/// <param name="Cards">Adaptive Cards.</param>
/// <param name="Execute">Buttons that ask the bot and wait (<c>Action.Execute</c>); elsewhere they post a message.</param>
/// <param name="Suggestions">Suggested answers under a message.</param>
/// <param name="Markdown">Markdown in a message's text.</param>
internal sealed record ChannelCapabilities(bool Cards, bool Execute, bool Suggestions, bool Markdown)
{
    private static readonly ChannelCapabilities TextOnly = new(Cards: false, Execute: false, Suggestions: false, Markdown: false);
    private static readonly ChannelCapabilities MarkdownOnly = TextOnly with { Markdown = true };
    private static readonly ChannelCapabilities Chat = new(Cards: true, Execute: false, Suggestions: true, Markdown: true);

    private static readonly Dictionary<string, ChannelCapabilities> Table = new(StringComparer.Ordinal)
    {
        ["msteams"] = Chat with { Execute = true },
        ["webchat"] = Chat,
        ["directline"] = Chat,
        ["emulator"] = Chat,
        ["slack"] = MarkdownOnly,
        ["telegram"] = MarkdownOnly,
        ["email"] = MarkdownOnly,
    };

    /// <summary>The capabilities of a channel, by the platform's name of it.</summary>
    public static ChannelCapabilities Of(string channelId, BotFrameworkOptions options) =>
        Table.GetValueOrDefault(channelId) ?? (options.CardChannels.Contains(channelId) ? Chat : TextOnly);
}
