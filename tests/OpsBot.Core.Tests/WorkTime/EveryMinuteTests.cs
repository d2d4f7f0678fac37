using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>
/// Walks minute by minute with a second, naive idea of working time: the published day list and the hours written out
/// by hand, nothing from the calendar tables or the timeline.
/// </summary>
public sealed class EveryMinuteTests
{
    private static readonly DateTimeOffset Start = new(2019, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly int Minutes = (int)(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)) - Start).TotalMinutes;
    private static readonly bool[] Workdays = [.. WorkTimeData.PublishedDays.OrderBy(day => day.Key).Select(day => day.Value)];

    /// <summary>
    /// Of Beijing, of Ürümqi by local use, of a half-hour zone and of one behind UTC: the windows are those of the wall
    /// clock there. Each minute is asked in another offset, as the clock of a server or of a sender may write it.
    /// </summary>
    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(9.5)]
    [InlineData(-5)]
    public void IsOpen_EveryMinuteOf2019To2026_AgreesWithNaiveOracle(double zone)
    {
        var (quiet, start) = In(zone);
        var open = 0;
        for (var minute = 0; minute < Minutes; minute++)
        {
            var expected = MaySend(minute);
            if (expected) open++;
            if (quiet.IsOpen(Asked(start, minute)) != expected)
                Assert.Fail($"{Asked(start, minute):O}: expected open = {expected}");
        }
        Assert.Equal(Workdays.Count(workday => workday) * (208 + 178), open);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(6)]
    [InlineData(9.5)]
    [InlineData(-5)]
    public void NextOpening_EveryMinuteOf2019To2026_AgreesWithNaiveOracle(double zone)
    {
        var (quiet, start) = In(zone);
        // Backwards, so that the next opening is simply the last open minute seen. After 31 December 2026 17:28 the
        // answer lies in 2027, whose paper is missing; the walk starts at the last open minute of 2026.
        var next = Minutes - 1;
        while (!MaySend(next)) next--;
        for (var minute = next; minute >= 0; minute--)
        {
            if (MaySend(minute)) next = minute;
            if (quiet.NextOpening(Asked(start, minute)) != start.AddMinutes(next))
                Assert.Fail($"{Asked(start, minute):O}: expected {start.AddMinutes(next):O}");
        }
    }

    [Fact]
    public void WorkingMinutesBetween_EveryMinuteOf2019To2026_AgreesWithCounting()
    {
        var timeline = WorkTimeData.Timeline;
        long counted = 0;
        for (var minute = 0; minute < Minutes; minute++)
        {
            if (timeline.WorkingMinutesBetween(Start, Start.AddMinutes(minute)) != counted)
                Assert.Fail($"{Start.AddMinutes(minute):O}: expected {counted} working minutes since the start");
            if (IsWorking(minute)) counted++;
        }
    }

    [Fact]
    public void AddWorkingDays_EveryDayOf2019To2026_AgreesWithCounting()
    {
        for (var day = 0; day < Workdays.Length - 40; day++)
        {
            var (due, left) = (day, 15);
            while (left > 0)
                if (Workdays[++due]) left--;
            Assert.Equal(Start.AddDays(due).AddHours(17.5), WorkTimeData.Timeline.AddWorkingDays(Start.AddDays(day).AddHours(13), 15));
        }
    }

    /// <summary>The real papers and the real windows, on the wall clock of a zone.</summary>
    private static (QuietHours Hours, DateTimeOffset Start) In(double zone)
    {
        var (real, offset) = (WorkTimeData.Timeline.Schedule, TimeSpan.FromHours(zone));
        var schedule = new WorkSchedule(real.Name, offset, real.Guard, real.Windows, real.Seasons);
        return (new QuietHours(new TerritoryPlan(WorkTimeData.Timeline.Calendar, schedule)), new DateTimeOffset(Start.DateTime, offset));
    }

    /// <summary>The minute written in an offset from UTC-12 to UTC+14, minute by minute another quarter of an hour.</summary>
    private static DateTimeOffset Asked(DateTimeOffset start, int minute) =>
        start.AddMinutes(minute).ToOffset(TimeSpan.FromMinutes(15 * ((minute % 105) - 48)));

    private static bool IsWorking(int minute) =>
        Workdays[minute / 1440] && (minute % 1440) is ((>= 510 and < 720) or (>= 870 and < 1050));

    /// <summary>The two minutes before each closing are the guard band.</summary>
    private static bool MaySend(int minute) => IsWorking(minute) && (minute % 1440) is not (718 or 719 or 1048 or 1049);
}
