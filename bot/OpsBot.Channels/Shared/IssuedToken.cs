namespace OpsBot.Channels.Shared;

/// <summary>The answer to a request for a token.</summary>
/// <param name="Value">Null: there is none; see <paramref name="Answer"/>.</param>
/// <param name="Lifetime">From now on.</param>
/// <param name="Answer">What a call that needs the token gets when there is none.</param>
internal sealed record IssuedToken(string? Value, TimeSpan Lifetime, VendorAnswer Answer);
