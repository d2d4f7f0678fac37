namespace OpsBot.Core.WorkTime;

/// <summary>One holiday of a table: a run of rest days and the weekend days worked in exchange.</summary>
/// <param name="Name">Name as the paper gives it, for example 春节.</param>
/// <param name="FirstDay">First rest day, included.</param>
/// <param name="LastDay">Last rest day, included.</param>
/// <param name="MakeUpWorkdays">Saturdays and Sundays that become workdays because of this holiday.</param>
/// <param name="PaperNumber">The paper that set these days; after an amendment not the same for all holidays of a year.</param>
public sealed record Holiday(
    string Name, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<DateOnly> MakeUpWorkdays, string PaperNumber);
