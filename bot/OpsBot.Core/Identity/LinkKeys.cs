using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Identity;

/// <summary>Keyed hashes under which codes and tries are stored: eight digits are soon guessed from a plain hash.</summary>
public sealed class LinkKeys
{
    private readonly byte[] _secret;

    /// <param name="secret">At least 16 bytes, the same in all processes; with another secret open codes are unknown.</param>
    public LinkKeys(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16);
        _secret = [.. secret];
    }

    /// <summary>The record id of a code.</summary>
    public string CodeId(string digits) => Hash("code/" + digits);

    /// <summary>The record id of an account's wrong tries.</summary>
    public string TriesId(ConversationKey key) => Hash("tries/" + AccountLink.IdOf(key));

    private string Hash(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
}
