namespace OpsBot.Core.WorkTime;

/// <summary>
/// Something of each day of the calendar, worked out when a day is first asked for and then looked up. The work must be
/// pure: threads may do it twice and keep either result.
/// </summary>
/// <param name="work">From the <see cref="DateOnly.DayNumber"/> of a day.</param>
internal sealed class PerDay<T>(Func<int, T> work)
    where T : class
{
    // Pages of 256 days: an object that is asked once stays small.
    private const int PageBits = 8;
    private const int PageSize = 1 << PageBits;

    private static readonly int FirstDay = WorkCalendar.FirstDay.DayNumber;

    private readonly T?[]?[] _pages = new T?[]?[(WorkCalendar.IndexOf(WorkCalendar.LastDay) >> PageBits) + 1];

    /// <param name="dayNumber">Of a day the calendar covers.</param>
    public T On(int dayNumber)
    {
        var day = dayNumber - FirstDay;
        var page = _pages[day >> PageBits] ??= new T?[PageSize];
        return page[day & (PageSize - 1)] ??= work(dayNumber);
    }
}
