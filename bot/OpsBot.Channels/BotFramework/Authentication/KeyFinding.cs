namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>The outcome of looking for a key.</summary>
/// <param name="Key">Null when it was not found.</param>
/// <param name="Away">The key is not known and the issuer could not be read last: the request may succeed later.</param>
internal sealed record KeyFinding(SigningKey? Key, bool Away)
{
    public static KeyFinding Unknown { get; } = new(null, Away: false);

    public static KeyFinding NotReachable { get; } = new(null, Away: true);
}
