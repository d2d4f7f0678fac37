namespace OpsBot.Channels.DingTalk;

/// <summary>One line of the register of work groups.</summary>
public sealed class GroupUnit
{
    /// <summary>The platform's id of the group.</summary>
    public string ConversationId { get; set; } = "";

    /// <summary>The unit whose people are in it.</summary>
    public string UnitId { get; set; } = "";
}
