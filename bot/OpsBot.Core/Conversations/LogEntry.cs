namespace OpsBot.Core.Conversations;

/// <summary>An entry of a conversation's log.</summary>
/// <param name="Number">Position, from 1.</param>
/// <param name="EntryId">Its id, unique in the conversation.</param>
/// <param name="Json">As appended.</param>
public sealed record LogEntry(long Number, string EntryId, string Json);
