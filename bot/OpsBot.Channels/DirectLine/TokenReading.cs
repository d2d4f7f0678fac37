namespace OpsBot.Channels.DirectLine;

/// <summary>What a token turned out to be.</summary>
/// <param name="Principal">Null when it is not good.</param>
/// <param name="Expired">It was good once.</param>
internal sealed record TokenReading(DirectLinePrincipal? Principal, bool Expired);
