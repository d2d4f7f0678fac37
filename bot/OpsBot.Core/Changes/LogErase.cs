namespace OpsBot.Core.Changes;

/// <summary>
/// Takes out what was said: entries of a conversation's log, and the plain answers of the outbox that have the same ids, sent
/// or not. What is taken out stays out: who appends such an entry later, because its send was under way, appends nothing.
/// </summary>
/// <param name="ConversationId">The log; null: the channel keeps none with us.</param>
/// <param name="Ids">Entries and answers; null: all entries of the log, and no answers.</param>
/// <param name="ForgetNumbersAfter">How long the numbers of the log are still known afterwards; null: for good.</param>
public sealed record LogErase(string? ConversationId, IReadOnlyList<string>? Ids, TimeSpan? ForgetNumbersAfter = null);
