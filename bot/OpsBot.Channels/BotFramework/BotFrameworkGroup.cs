namespace OpsBot.Channels.BotFramework;

/// <summary>The register of one group.</summary>
public sealed class BotFrameworkGroup
{
    /// <summary>The platform's conversation id; a channel's thread belongs to the part before <c>;</c>.</summary>
    public string ConversationId { get; set; } = "";

    /// <summary>The unit whose people are in the group.</summary>
    public string UnitId { get; set; } = "";
}
