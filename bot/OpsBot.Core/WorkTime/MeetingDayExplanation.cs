namespace OpsBot.Core.WorkTime;

/// <summary>Whether a meeting may lie on a day.</summary>
/// <param name="On">The day asked about.</param>
/// <param name="MayMeet">False when the rule keeps the day free of meetings.</param>
/// <param name="Text">Why, in words.</param>
/// <param name="Clause">Where the rule is written.</param>
public sealed record MeetingDayExplanation(DateOnly On, bool MayMeet, string Text, MeetingDayClause Clause);
