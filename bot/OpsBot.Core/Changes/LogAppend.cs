namespace OpsBot.Core.Changes;

/// <summary>Appends one entry to a conversation's activity log; an entry id that is already there is left as it is.</summary>
/// <param name="ConversationId">The log.</param>
/// <param name="EntryId">Idempotency key within the log.</param>
/// <param name="Json">The entry as the channel shows it.</param>
public sealed record LogAppend(string ConversationId, string EntryId, string Json);
