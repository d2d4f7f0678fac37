namespace OpsBot.Core.WorkTime;

/// <summary>A day that returns every year, such as the first day of summer hours.</summary>
public readonly record struct MonthDay(int Month, int Day) : IComparable<MonthDay>
{
    public static MonthDay Of(DateOnly date) => new(date.Month, date.Day);

    public int CompareTo(MonthDay other) => ((Month * 100) + Day).CompareTo((other.Month * 100) + other.Day);

    /// <summary>Reads <c>MM-dd</c>; a leap day is accepted.</summary>
    public static bool TryParse(string? text, out MonthDay value)
    {
        var read = DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", out var date);
        value = read ? Of(date) : default;
        return read;
    }
}
