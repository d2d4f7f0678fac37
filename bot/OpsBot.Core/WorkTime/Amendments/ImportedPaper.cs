namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>A paper that somebody imported at run time.</summary>
/// <param name="Number">Number of the paper.</param>
/// <param name="Title">Its title.</param>
/// <param name="Year">The year it rules.</param>
/// <param name="By">Person id of the admin, or <c>operator</c> for the command line.</param>
/// <param name="At">When it was confirmed.</param>
/// <param name="Json">The table as given, in the form of <c>calendar-*.json</c>.</param>
public sealed record ImportedPaper(string Number, string Title, int Year, string By, DateTimeOffset At, string Json);
