namespace OpsBot.Core.Changes;

/// <summary>
/// Moves a message of the outbox that waits for its first attempt or for an opening. It does nothing, its audit line
/// included, when the message is leased, has ended, or is no longer planned for <paramref name="From"/>; so a repeat is harmless.
/// </summary>
/// <param name="MessageId">The message.</param>
/// <param name="From">The instant it is planned for.</param>
/// <param name="To">The new one, in the bot's clock; the gate is asked then all the same.</param>
/// <param name="Audit">Why; written with the move.</param>
public sealed record RescheduleWrite(string MessageId, DateTimeOffset From, DateTimeOffset To, AuditEntry Audit);
