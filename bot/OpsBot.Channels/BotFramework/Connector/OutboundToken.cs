namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>A token of ours.</summary>
/// <param name="value">As the login server gave it.</param>
/// <param name="endsAt">When it runs out, by the machine's clock.</param>
internal sealed class OutboundToken(string value, DateTimeOffset endsAt)
{
    public DateTimeOffset EndsAt => endsAt;

    /// <summary>The header that carries it.</summary>
    public string Authorization { get; } = "Bearer " + value;
}
