using OpsBot.Core.Changes;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>The real pack and the published day list, read once.</summary>
internal static class WorkTimeData
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyDictionary<string, string> Files { get; } = Directory
        .GetFiles(Path.Combine(Root, "manifests", "packs", "china"), "*.json")
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    public static WorkTimePack Pack { get; } = ReadPack();

    public static WorkTimeline Timeline { get; } = Pack.Timeline();

    public static QuietHours QuietHours { get; } = new(Timeline);

    public static PersonalHoursRules PersonalRules { get; } = PersonalHoursRules.Parse(Files["personal-hours.json"]).Value!;

    /// <summary>The pack without imports.</summary>
    public static HoursEdition Edition { get; } = new(0, Pack, new HoursResolver(QuietHours, PersonalRules), []);

    /// <summary>The hours over a store.</summary>
    public static HoursBook Book(IRecordReader records) => new(Pack, PersonalRules, records);

    /// <summary>Every day of 2019 to 2026 as the npm package chinese-days judges it; true is a workday.</summary>
    public static IReadOnlyDictionary<DateOnly, bool> PublishedDays { get; } = ReadPublishedDays();

    /// <summary>An instant in China from local wording, for example "2026-02-14 08:30:00".</summary>
    public static DateTimeOffset Local(string text) =>
        DateTimeOffset.Parse(text + " +08:00", System.Globalization.CultureInfo.InvariantCulture);

    private static WorkTimePack ReadPack()
    {
        var reading = WorkTimePack.Read(Files);
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }

    private static Dictionary<DateOnly, bool> ReadPublishedDays() => File
        .ReadLines(Path.Combine(Root, "tests", "OpsBot.Core.Tests", "WorkTime", "chinese-days-1.5.7.txt"))
        .Where(line => !line.StartsWith('#'))
        .SelectMany(line => line[8..].Select((letter, index) =>
            (Day: new DateOnly(int.Parse(line[..4]), int.Parse(line[5..7]), index + 1), IsWorkday: letter == 'W')))
        .ToDictionary(entry => entry.Day, entry => entry.IsWorkday);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OpsBot.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("OpsBot.sln not found above the tests.");
        return folder;
    }
}
