using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Identity;

/// <summary>
/// An account that a person has linked by a one-time code. It says who speaks and nothing about what the person may do:
/// roles come from the directory at every turn.
/// </summary>
public sealed record AccountLink
{
    /// <summary>How it is stored; the id is <see cref="IdOf(string, string)"/>.</summary>
    public static readonly RecordKind<AccountLink> Kind = new("account-link");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Whose account it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>When it was linked.</summary>
    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>The record id: escaped parts, so that no account can imitate another channel's.</summary>
    public static string IdOf(string channel, string account) => $"{Uri.EscapeDataString(channel)}/{Uri.EscapeDataString(account)}";

    /// <summary>The record id of who speaks.</summary>
    public static string IdOf(ConversationKey key) => IdOf(key.Channel, key.SenderId);

    /// <summary>The record that tells who speaks; null where the directory knows the account already, for its word goes first.</summary>
    public static RecordKey? KeyFor(ConversationKey key, DirectorySnapshot directory) =>
        directory.ByAccount(key.Channel, key.SenderId) is null ? Kind.Key(IdOf(key)) : null;

    /// <summary>Who speaks: as the directory says, else by the link that was found for them. A person who left the directory is nobody.</summary>
    public static Person? PersonOf(ConversationKey key, DirectorySnapshot directory, StoredRecord? link) =>
        directory.ByAccount(key.Channel, key.SenderId) ?? (link is null ? null : directory.Person(Kind.Read(link).Value.PersonId));
}
