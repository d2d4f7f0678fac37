namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>A token whose signature and claims were checked.</summary>
/// <param name="Caller">What it proves.</param>
/// <param name="FromChannel">A channel's issuer signed it, else a directory.</param>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Key">The key itself: one that was read anew is checked anew.</param>
/// <param name="StartsAt">First instant (UTC), without the allowed skew.</param>
/// <param name="EndsAt">Its end (UTC), without the allowed skew.</param>
internal sealed record VerifiedToken(Caller Caller, bool FromChannel, string KeyId, SigningKey Key, DateTime StartsAt, DateTime EndsAt);
