using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Identity;

/// <summary>Keyed hashes under which codes and tries are stored: eight digits are soon guessed from a plain hash.</summary>
/// <param name="secret">At least 16 bytes, the same in all processes; with another secret open codes are unknown.</param>
public sealed class LinkKeys(byte[] secret)
{
    private readonly KeyedHash _hash = new(secret);

    /// <summary>The record id of a code.</summary>
    public string CodeId(string digits) => _hash.Of("code/" + digits);

    /// <summary>The record id of an account's wrong tries.</summary>
    public string TriesId(ConversationKey key) => _hash.Of("tries/" + AccountLink.IdOf(key));
}
