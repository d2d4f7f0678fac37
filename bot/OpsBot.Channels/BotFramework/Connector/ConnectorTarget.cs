namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>A channel, or a bot that calls us, to which requests go.</summary>
/// <param name="ServiceUrl">Its address, checked by <see cref="HostAllowList"/>.</param>
/// <param name="Audience">For whom our token is made out.</param>
internal sealed record ConnectorTarget(Uri ServiceUrl, string Audience);
