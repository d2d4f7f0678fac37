using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework;

/// <summary>Ids of turns that the channel gave no id to. They are never told to it.</summary>
internal static class MessageIds
{
    private const char Own = '~';

    /// <summary>The welcome of a conversation.</summary>
    public static string Greeting => Own + "greeting";

    /// <summary>For a message without an id; a repeat of it cannot be told.</summary>
    public static string New(IEntropySource entropy) => Own + Identifier.From(entropy.Draw(), "message", 26);

    /// <summary>True for ids made here.</summary>
    public static bool IsOwn(string id) => id.StartsWith(Own);
}
