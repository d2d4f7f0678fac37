using System.Globalization;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>
/// Every line of <c>tests/fixtures/worktime/deadlines.jsonl</c>. The expected instants and the steps come from the naive
/// second implementation beside it; a selection for reading lies there as well.
/// </summary>
public sealed class GoldenDeadlineTests
{
    internal static readonly string Folder = Path.Combine(WorkTimeData.Root, "tests", "fixtures", "worktime");
    private static readonly DirectorySnapshot People =
        DirectoryPack.Parse(File.ReadAllText(Path.Combine(Folder, "people.json")), _ => [], WorkTimeData.Pack.Schedule);

    private static readonly GoldenDeadline[] Cases = GoldenDeadline.ReadAll();
    private static readonly Dictionary<(string Person, string? KnownOn), QuietHours> Hours = [];

    [Fact]
    public void Cases_CoverAtLeastFiveHundredAndAllYears()
    {
        Assert.True(Cases.Length >= 500);
        Assert.Equal(Enumerable.Range(2019, 8), Cases.Select(one => one.From.Year).Where(year => year > 2018).Distinct().Order());
        Assert.Equal(9, Cases.Select(one => one.Person).Distinct().Count());
    }

    /// <summary>The mark is a reader's word, see README.md beside the file; a changed line loses it.</summary>
    [Fact]
    public void Cases_AtLeastFiveHundred_AreCheckedByReading() =>
        Assert.True(Cases.Count(one => one.CheckedOn is not null) >= 500);

    [Fact]
    public void EveryCase_GivesTheExpectedInstantAndSteps() => AssertAll(Cases);

    /// <summary>The sender's clock, or a server's, may write an instant in any offset. It is the same instant.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-12 * 60)]
    [InlineData((5 * 60) + 45)]
    [InlineData(14 * 60)]
    public void EveryCase_WrittenInAnotherOffset_GivesTheSame(int offsetMinutes)
    {
        var offset = TimeSpan.FromMinutes(offsetMinutes);

        AssertAll([.. Cases.Select(one => one with { From = one.From.ToOffset(offset), To = one.To.ToOffset(offset) })]);
    }

    private static void AssertAll(GoldenDeadline[] cases)
    {
        var faults = new List<string>();
        foreach (var one in cases)
        {
            var (result, steps, provisional) = Solve(one, HoursOf(one));
            if (result != one.Expected) faults.Add($"{one.Id} {one.About}: expected {one.Expected}, got {result}");
            else if (!steps.SequenceEqual(one.Steps)) faults.Add($"{one.Id} {one.About}:\n  {string.Join("\n  ", one.Steps)}\ngot\n  {string.Join("\n  ", steps)}");
            else if (one.Steps.Count > 0 && provisional != one.Provisional) faults.Add($"{one.Id} {one.About}: expected provisional = {one.Provisional}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {cases.Length} cases differ:\n{string.Join('\n', faults.Take(5))}");
    }

    private static (string Result, IReadOnlyList<string> Steps, bool Provisional) Solve(GoldenDeadline one, QuietHours hours)
    {
        switch (one.Op)
        {
            case "nextOpening":
                return (Text(hours.NextOpening(one.From)), [], false);
            case "nextClosing":
                return (Text(hours.NextClosing(one.From)), [], false);
            case "between":
                var count = WorkingCount.Between(hours.Timeline, one.From, one.To, one.Unit);
                return (count.Amount.ToString(CultureInfo.InvariantCulture), count.Steps, count.IsProvisional);
            default:
                var sum = one.Op == "add"
                    ? WorkingSum.Add(hours.Timeline, one.From, one.Amount, one.Unit)
                    : WorkingSum.Subtract(hours.Timeline, one.From, one.Amount, one.Unit);
                return (Text(sum.Result), sum.Steps, sum.IsProvisional);
        }
    }

    private static QuietHours HoursOf(GoldenDeadline one)
    {
        if (Hours.TryGetValue((one.Person, one.KnownOn), out var hours)) return hours;
        var knownOn = one.KnownOn is { } text ? DateOnly.Parse(text, CultureInfo.InvariantCulture) : (DateOnly?)null;
        hours = new HoursResolver(new QuietHours(WorkTimeData.Pack.Timeline(knownOn)), new PersonalHoursRules(16, 4)).ForPerson(People, one.Person);
        return Hours[(one.Person, one.KnownOn)] = hours;
    }

    private static string Text(DateTimeOffset local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
