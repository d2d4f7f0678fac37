namespace OpsBot.Core.WorkTime;

/// <summary>What the calendar says about one day, with its reason.</summary>
/// <param name="On">The day.</param>
/// <param name="Kind">The reason.</param>
/// <param name="HolidayName">The holiday, for <see cref="DayKind.Holiday"/> and <see cref="DayKind.MakeUpWorkday"/>.</param>
/// <param name="PaperNumber">The paper that set this day apart; null for ordinary days and for provisional holidays.</param>
/// <param name="MissingPaperYear">The year whose paper is still missing and may change this day; null when the day is settled.</param>
public readonly record struct DayStatus(
    DateOnly On, DayKind Kind, string? HolidayName, string? PaperNumber, int? MissingPaperYear)
{
    public bool IsWorkday => Kind is DayKind.Weekday or DayKind.MakeUpWorkday;

    public bool IsProvisional => MissingPaperYear is not null;
}
