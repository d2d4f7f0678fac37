using System.Security.Claims;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>The verified sender of a request, as the SDK hands it to the bot.</summary>
/// <param name="family">Which kind of token it had.</param>
/// <param name="appId">The calling bot; of a channel this bot's own id.</param>
/// <param name="serviceUrl">The address that the token is bound to; null where tokens of the family carry none.</param>
/// <param name="endorsements">Channels for which the signing key is good; empty: the key says nothing of it.</param>
internal sealed class Caller(TokenFamily family, string appId, string? serviceUrl, IReadOnlyList<string> endorsements) : ClaimsIdentity("Bearer")
{
    public TokenFamily Family => family;

    public string AppId => appId;

    public string? ServiceUrl => serviceUrl;

    public IReadOnlyList<string> Endorsements => endorsements;
}
