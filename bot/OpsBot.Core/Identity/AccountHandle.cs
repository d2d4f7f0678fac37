using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Identity;

/// <summary>A short name of an account that a person can type and an audit can hold: it shows no id of a messenger.</summary>
public static class AccountHandle
{
    /// <summary>Characters of a handle; 30 bits tell the few accounts of one person apart.</summary>
    public const int Length = 6;

    /// <summary>The same for the same account, always.</summary>
    public static string Of(string channel, string account) =>
        Identifier.Base32(SHA256.HashData(Encoding.UTF8.GetBytes(AccountLink.IdOf(channel, account))), Length);

    /// <summary>The handle of the account behind an address.</summary>
    public static string Of(Address address) => Of(address.Channel, address.AccountId ?? address.ConversationId);
}
