using Microsoft.IdentityModel.Tokens;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>A published key.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Endorsements">Channels for which it is good; empty: nothing is said of it.</param>
internal sealed record SigningKey(SecurityKey Key, IReadOnlyList<string> Endorsements);
