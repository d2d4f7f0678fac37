using Microsoft.AspNetCore.Http;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>What became of a token.</summary>
/// <param name="Caller">Null when it was refused.</param>
/// <param name="Status">The status of the refusal: 401, 403, or 503 while the signing keys cannot be read.</param>
/// <param name="Reason">A code for the log; never told to the sender.</param>
internal sealed record AuthenticationReading(Caller? Caller, int Status, string Reason)
{
    public static AuthenticationReading Of(Caller caller) => new(caller, StatusCodes.Status200OK, "");

    public static AuthenticationReading Unauthorized(string reason) => new(null, StatusCodes.Status401Unauthorized, reason);

    public static AuthenticationReading Forbidden(string reason) => new(null, StatusCodes.Status403Forbidden, reason);

    public static AuthenticationReading KeysAway { get; } = new(null, StatusCodes.Status503ServiceUnavailable, "keys-away");
}
