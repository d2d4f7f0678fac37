using OpsBot.Channels.Capabilities;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>Which row of the table a channel behind the Bot Framework belongs to. One that is not known shows text only.</summary>
internal static class FrameworkChannels
{
    private static readonly Dictionary<string, ChannelCapabilities> Known = new(StringComparer.Ordinal)
    {
        ["msteams"] = CapabilityTable.Teams,
        ["webchat"] = CapabilityTable.FrameworkCards,
        ["directline"] = CapabilityTable.FrameworkCards,
        ["emulator"] = CapabilityTable.FrameworkCards,
        ["slack"] = CapabilityTable.FrameworkMarkdown,
        ["telegram"] = CapabilityTable.FrameworkMarkdown,
        ["email"] = CapabilityTable.FrameworkMarkdown,
    };

    /// <summary>The capabilities of a channel, by the platform's name of it.</summary>
    public static ChannelCapabilities Of(string channelId, BotFrameworkOptions options) =>
        Known.GetValueOrDefault(channelId) ?? (options.CardChannels.Contains(channelId) ? CapabilityTable.FrameworkCards : CapabilityTable.FrameworkText);
}
