using OpsBot.Core.Delivery;

namespace OpsBot.Core.Organization;

/// <summary>A channel in which a directory may name people's accounts.</summary>
/// <param name="Name">As in <see cref="Address.Channel"/> and in <c>accounts</c> of a person.</param>
/// <param name="AddressOf">Where the bot reaches a person by account; null: the channel is off.</param>
/// <param name="Default">Whose account there is the person's own id when the directory does not say otherwise.</param>
public sealed record AccountChannel(string Name, Func<string, Address>? AddressOf, AccountDefault Default);

/// <summary>Whose account in a channel is the person's id.</summary>
public enum AccountDefault
{
    /// <summary>Nobody's: only a named account counts.</summary>
    Nobody,

    /// <summary>Of people without <c>accounts</c>.</summary>
    WithoutAccounts,

    /// <summary>Of everybody for whom the channel is not named.</summary>
    Everybody,
}
