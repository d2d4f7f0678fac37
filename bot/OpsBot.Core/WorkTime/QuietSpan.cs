namespace OpsBot.Core.WorkTime;

/// <summary>A time of every day in which a person wants no work.</summary>
/// <param name="From">Start, included.</param>
/// <param name="Until">End, excluded; not later than the start: on the next day.</param>
public sealed record QuietSpan(TimeOnly From, TimeOnly Until);
