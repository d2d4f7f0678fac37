using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>Remembers when the admins were last told that a paper is missing.</summary>
/// <param name="Year">The year it was about; 0: never told.</param>
/// <param name="ToldAt">When.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
public sealed record CalendarWatch(int Year, DateTimeOffset? ToldAt, int Schema = 1)
{
    /// <summary>The one id.</summary>
    public const string Id = "next-year";

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<CalendarWatch> Kind = new("calendar-watch");

    /// <summary>The sweep's member.</summary>
    public static string DueMember => $"{Kind.Name}/{Id}";

    /// <summary>Subject of the messages about a missing year.</summary>
    public static string SubjectOf(int year) => $"calendar-missing/{year}";

    /// <summary>The year whose paper is missing and must be spoken of on <paramref name="today"/>; null: nothing is missing yet.</summary>
    public static int? MissingYear(WorkCalendar calendar, CalendarWatchRules rules, DateOnly today)
    {
        if (calendar.PaperOf(today.Year) is null)
            return today.Year;
        return MonthDay.Of(today).CompareTo(rules.TellFrom) >= 0 && calendar.PaperOf(today.Year + 1) is null ? today.Year + 1 : null;
    }

    /// <summary>The service works by guesses from here on.</summary>
    public static bool IsDegraded(int missingYear, CalendarWatchRules rules, DateOnly today) =>
        missingYear == today.Year || MonthDay.Of(today).CompareTo(rules.DegradedFrom) >= 0;

    /// <summary>Tells the admins when it is time, and always asks to be called again the next day.</summary>
    public static Effects Decide(
        Versioned<CalendarWatch>? stored, HoursEdition edition, CalendarWatchRules rules, DirectorySnapshot directory, DateTimeOffset now)
    {
        var hours = edition.Hours.Territory;
        var today = hours.LocalDate(now);
        var tomorrow = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), hours.Plan.Schedule.UtcOffset);
        var next = new Effects { Dues = [new DueWrite(DueMember, tomorrow)] };
        if (MissingYear(hours.Plan.Calendar, rules, today) is not { } year)
            return next;
        if (stored?.Value is { ToldAt: { } told } last && last.Year == year && today < hours.LocalDate(told).AddDays(rules.RepeatDays))
            return next;
        return next.Plus(new Effects
        {
            Records = [Kind.Put(Id, new CalendarWatch(year, now), stored?.Version ?? 0)],
            // Of several that waited over a holiday, one is enough.
            Withdrawals = [SubjectOf(year)],
            Outbox =
            [
                .. directory.WithRole(Role.Admin).Select(admin => new OutboundMessage
                {
                    Id = Identifier.From("calendar-missing"u8, $"{year}/{today:O}/{admin.Id}", 26),
                    Class = MessageClass.Digest,
                    PersonId = admin.Id,
                    Subject = SubjectOf(year),
                    Content = CalendarTexts.MissingPaper(year),
                    CreatedAt = now,
                }),
            ],
            Audit = [new AuditEntry(now, "system", "calendar.missing-told", Kind.Key(Id).ToString(), $"{year}")],
        });
    }
}
