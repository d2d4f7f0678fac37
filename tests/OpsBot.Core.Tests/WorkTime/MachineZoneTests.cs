using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>
/// A server may run in any zone; the windows stay those of the territory. The zone is the whole process's, so these
/// tests run while no other does.
/// </summary>
[Collection(nameof(MachineZoneTests))]
public sealed class MachineZoneTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public void Dispose() => Move(_before);

    [Theory]
    [InlineData("Etc/UTC", 0)]
    [InlineData("America/New_York", -5 * 60)]
    [InlineData("Asia/Kathmandu", (5 * 60) + 45)]
    [InlineData("Pacific/Kiritimati", 14 * 60)]
    public void HoursAndDeadlines_MachineInAnotherZone_StayThoseOfTheTerritory(string zone, int winterOffsetMinutes)
    {
        Move(zone);
        // Without the zone files the machine would quietly stay in UTC and this would show nothing.
        Assert.Equal(TimeSpan.FromMinutes(winterOffsetMinutes), TimeZoneInfo.Local.GetUtcOffset(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        var fresh = WorkTimePack.Read(WorkTimeData.Files).Value!.Timeline();
        var hours = new QuietHours(fresh);
        var dice = new Random(20_261_122);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var beijing = WorkTimeData.Local("2019-01-01 00:00:00").AddSeconds(dice.NextInt64(((8L * 365) - 30) * 86_400));
            var local = beijing.ToLocalTime();
            var (open, next) = (hours.IsOpen(local), hours.NextOpening(local));

            Assert.Equal(OfficeIsOpen(beijing), open);
            Assert.True(open ? next == beijing : OfficeIsOpen(next) && !OfficeIsOpen(next.AddSeconds(-1)), $"{beijing:O}: {next:O}");
            Assert.Equal(TimeSpan.FromHours(8), next.Offset);
            Assert.Equal(WorkingDeadline.Calculate(WorkTimeData.Timeline, beijing, 5).Steps, WorkingDeadline.Calculate(fresh, local, 5).Steps);
            Assert.Equal(WorkTimeData.QuietHours.Explain(beijing).Text, hours.Explain(local).Text);
        }
    }

    /// <summary>By the published days and the clock in Beijing; the guard band is left out.</summary>
    private static bool OfficeIsOpen(DateTimeOffset beijing)
    {
        var clock = beijing.DateTime.TimeOfDay.TotalMinutes;
        return WorkTimeData.PublishedDays.TryGetValue(DateOnly.FromDateTime(beijing.DateTime), out var isWorkday) && isWorkday
            && clock is (>= 510 and < 718) or (>= 870 and < 1048);
    }

    private static void Move(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }
}
