namespace OpsBot.Core.WorkTime;

/// <summary>One holiday of a table: a run of rest days and the weekend days worked in exchange.</summary>
/// <param name="Name">Name as the paper gives it, for example 春节.</param>
/// <param name="FirstDay">First rest day, included.</param>
/// <param name="LastDay">Last rest day, included.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that become workdays because of this holiday.</param>
/// <param name="PaperNumber">The paper that set these days; after an amendment not the same for all holidays of a year.</param>
public sealed record Holiday(
    string Name, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<DateOnly> MakeUpWorkdays, string PaperNumber)
{
    /// <summary>This holiday as the papers before the amendment had it; null when it was never amended.</summary>
    internal Holiday? Before { get; init; }

    /// <summary>The paper to cite for a make-up workday: the first that set it, not the amendment that only left it alone.</summary>
    internal string PaperOf(DateOnly makeUpWorkday) =>
        Before is not null && Before.MakeUpWorkdays.Contains(makeUpWorkday) ? Before.PaperOf(makeUpWorkday) : PaperNumber;
}
