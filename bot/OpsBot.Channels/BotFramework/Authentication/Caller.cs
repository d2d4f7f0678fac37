namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>The verified sender of a request.</summary>
/// <param name="Family">Which kind of token it had.</param>
/// <param name="AppId">The calling bot; of a channel this bot's own id.</param>
/// <param name="ServiceUrl">The address that the token is bound to; null where tokens of the family carry none.</param>
/// <param name="Endorsements">Channels for which the signing key is good; empty: the key says nothing of it.</param>
internal sealed record Caller(TokenFamily Family, string AppId, string? ServiceUrl, IReadOnlyList<string> Endorsements);
