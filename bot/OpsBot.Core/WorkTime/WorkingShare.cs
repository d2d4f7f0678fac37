namespace OpsBot.Core.WorkTime;

/// <summary>What one day gives to a count.</summary>
/// <param name="Day">Its status.</param>
/// <param name="Amount">Days, half-days or ticks.</param>
/// <param name="IsWhole">All of the day's work counts.</param>
/// <param name="Counted">The work that counts, when it is not all.</param>
internal readonly record struct WorkingShare(DayStatus Day, long Amount, bool IsWhole, IReadOnlyList<WorkSpan> Counted)
{
    /// <summary>May be told in one line with the next day.</summary>
    public bool IsLike(WorkingShare next) =>
        IsWhole && next.IsWhole && Amount == next.Amount && next.Day with { On = Day.On } == Day;
}
