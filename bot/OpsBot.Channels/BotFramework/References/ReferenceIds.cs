using System.Security.Cryptography;
using System.Text;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>
/// Our ids for the platforms' conversations and accounts. They carry who vouches for the id: a calling bot or a web page
/// that names somebody else's account gets another id than that somebody.
/// </summary>
internal static class ReferenceIds
{
    private const int HashLength = 26;
    private const int LongestAccount = 150;
    private const int LongestOnStack = 1024;

    /// <summary>The channel name in addresses.</summary>
    public static string Channel(Caller caller, InboundActivity activity) =>
        caller.Family == TokenFamily.Channel && activity.IsTeams ? BotFrameworkOptions.TeamsChannel : BotFrameworkOptions.Channel;

    /// <summary>A conversation, of 26 characters that are safe everywhere.</summary>
    public static string Conversation(Caller caller, InboundActivity activity) => Conversation(Voucher(caller), activity.ChannelId, activity.ConversationId);

    /// <summary>A conversation that the bot opened itself.</summary>
    public static string Opened(string channelId, string platformId) => Conversation("", channelId, platformId);

    /// <summary>The person: in Teams the id in the directory, else the channel's own id behind the channel's name.</summary>
    public static string Account(Caller caller, InboundActivity activity)
    {
        var account = Channel(caller, activity) == BotFrameworkOptions.TeamsChannel
            ? activity.FromDirectoryId ?? activity.FromId
            : $"{Voucher(caller)}{activity.ChannelId}/{activity.FromId}";
        return Uri.EscapeDataString(account).Length <= LongestAccount ? account : "h-" + Hash(account);
    }

    /// <summary>The record of an account.</summary>
    public static string AccountKey(string channel, string account) => $"{channel}/{Uri.EscapeDataString(account)}";

    private static string Voucher(Caller caller) => caller.Family switch
    {
        TokenFamily.Skill => $"bot:{caller.AppId}/",
        TokenFamily.Emulator => "self/",
        _ => "",
    };

    private static string Conversation(string voucher, string channelId, string platformId) => Hash($"{voucher}\n{channelId}\n{platformId}");

    private static string Hash(string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[size];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        return Identifier.Base32(hash, HashLength);
    }
}
