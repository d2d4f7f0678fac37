namespace OpsBot.Core.WorkTime;

/// <summary>The clause that forbids meetings on a weekday.</summary>
/// <param name="Document">Id of the document in its territory's pack.</param>
/// <param name="Number">Number of the clause there.</param>
/// <param name="Title">The document's title, as shown.</param>
public sealed record MeetingDayClause(string Document, string Number, string Title);
