namespace OpsBot.Core.Conversations;

/// <summary>One open dialog per conversation and sender.</summary>
public sealed record ConversationKey(string Channel, string ConversationId, string SenderId)
{
    /// <summary>The record id: escaped parts, so that no id of a platform can imitate another key.</summary>
    public override string ToString() =>
        $"{Uri.EscapeDataString(Channel)}/{Uri.EscapeDataString(ConversationId)}/{Uri.EscapeDataString(SenderId)}";
}
