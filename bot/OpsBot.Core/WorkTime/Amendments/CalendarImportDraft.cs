namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>A paper between the look at it and the yes.</summary>
/// <param name="Json">The table; null: not given yet.</param>
/// <param name="Edition">The edition it was looked at over; another one needs another look.</param>
public sealed record CalendarImportDraft(string? Json = null, long Edition = 0);
