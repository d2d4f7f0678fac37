namespace OpsBot.Core.WorkTime;

/// <summary>What the calendar says about one day, with its reason.</summary>
/// <param name="On">The day.</param>
/// <param name="Kind">The reason.</param>
/// <param name="HolidayName">The holiday, make-up day's holiday, extra work or shift pattern; null for ordinary days.</param>
/// <param name="PaperNumber">The paper that set this day apart; null for ordinary days, for provisional holidays and where none is named.</param>
/// <param name="MissingPaperYear">The year whose paper is still missing and may change this day; null when the day is settled.</param>
public readonly record struct DayStatus(
    DateOnly On, DayKind Kind, string? HolidayName, string? PaperNumber, int? MissingPaperYear)
{
    public bool IsWorkday => Kind is DayKind.Weekday or DayKind.MakeUpWorkday or DayKind.ExtraWorkday or DayKind.ShiftOn;

    public bool IsProvisional => MissingPaperYear is not null;
}
