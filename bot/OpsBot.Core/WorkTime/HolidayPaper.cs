namespace OpsBot.Core.WorkTime;

/// <summary>The State Council paper behind a holiday table.</summary>
/// <param name="Title">Full title of the paper.</param>
/// <param name="Number">Its document number, for example 国办发明电〔2025〕7号.</param>
/// <param name="IssuedOn">The date under the paper.</param>
/// <param name="KnownFrom">The first date on which anyone could know it; an earlier calculation could not use it.</param>
/// <param name="Amends">Number of the paper it changes, when it is an amendment.</param>
public sealed record HolidayPaper(string Title, string Number, DateOnly IssuedOn, DateOnly KnownFrom, string? Amends);
