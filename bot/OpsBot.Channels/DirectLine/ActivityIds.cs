using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// Ids that stay the same when something is sent or posted again, so that clients recognise what they have. A person's
/// entries have a prefix, so that no client can choose the id of a bot's message.
/// </summary>
internal static class ActivityIds
{
    private const string PersonPrefix = "u-";
    private const int HashLength = 26;

    /// <summary>The log entry of what a client posted under its own id.</summary>
    public static string PersonEntry(string clientId) =>
        PersonPrefix + Identifier.Base32(SHA256.HashData(Encoding.UTF8.GetBytes(clientId)), HashLength);

    /// <summary>True for entries made by <see cref="PersonEntry"/>.</summary>
    public static bool IsPersonEntry(string entryId) => entryId.StartsWith(PersonPrefix, StringComparison.Ordinal);

    /// <summary>A file of an entry.</summary>
    public static string File(string conversationId, string entryId, int index) =>
        Identifier.Base32(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversationId}\n{entryId}\n{index}")), HashLength);

    /// <summary>True for ids of the shape made by <see cref="File"/>.</summary>
    public static bool IsFile(string id) => id.Length == HashLength && id.All(char.IsAsciiLetterOrDigit);

    /// <summary>The entry that says that a client ended the conversation.</summary>
    public static string End => PersonPrefix + "end";

    /// <summary>The activity id that clients see.</summary>
    public static string Shown(string conversationId, string entryId) => $"{conversationId}|{entryId}";

    /// <summary>The turn that greets, once per conversation.</summary>
    public static string Greeting(string conversationId) => $"greeting/{conversationId}";
}
