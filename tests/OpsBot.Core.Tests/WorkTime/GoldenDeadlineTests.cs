using System.Globalization;
using System.Text.Json;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>
/// Every line of <c>tests/fixtures/worktime/deadlines.jsonl</c>. The expected instants and the steps come from the naive
/// second implementation beside it; a selection for reading lies there as well.
/// </summary>
public sealed class GoldenDeadlineTests
{
    private static readonly string Folder = Path.Combine(WorkTimeData.Root, "tests", "fixtures", "worktime");
    private static readonly DirectorySnapshot People =
        DirectoryPack.Parse(File.ReadAllText(Path.Combine(Folder, "people.json")), _ => [], WorkTimeData.Pack.Schedule);

    private static readonly Golden[] Cases = [.. File.ReadLines(Path.Combine(Folder, "deadlines.jsonl")).Select(Read)];
    private static readonly Dictionary<(string Person, string? KnownOn), QuietHours> Hours = [];

    [Fact]
    public void Cases_CoverAtLeastFiveHundredAndAllYears()
    {
        Assert.True(Cases.Length >= 500);
        Assert.Equal(Enumerable.Range(2019, 8), Cases.Select(one => one.From.Year).Where(year => year > 2018).Distinct().Order());
        Assert.Equal(9, Cases.Select(one => one.Person).Distinct().Count());
    }

    [Fact]
    public void EveryCase_GivesTheExpectedInstantAndSteps()
    {
        var faults = new List<string>();
        foreach (var one in Cases)
        {
            var (result, steps, provisional) = Solve(one, HoursOf(one));
            if (result != one.Expected) faults.Add($"{one.Id} {one.About}: expected {one.Expected}, got {result}");
            else if (!steps.SequenceEqual(one.Steps)) faults.Add($"{one.Id} {one.About}:\n  {string.Join("\n  ", one.Steps)}\ngot\n  {string.Join("\n  ", steps)}");
            else if (one.Steps.Count > 0 && provisional != one.Provisional) faults.Add($"{one.Id} {one.About}: expected provisional = {one.Provisional}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {Cases.Length} cases differ:\n{string.Join('\n', faults.Take(5))}");
    }

    private static (string Result, IReadOnlyList<string> Steps, bool Provisional) Solve(Golden one, QuietHours hours)
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

    private static QuietHours HoursOf(Golden one)
    {
        if (Hours.TryGetValue((one.Person, one.KnownOn), out var hours)) return hours;
        var knownOn = one.KnownOn is { } text ? DateOnly.Parse(text, CultureInfo.InvariantCulture) : (DateOnly?)null;
        hours = new HoursResolver(new QuietHours(WorkTimeData.Pack.Timeline(knownOn)), new PersonalHoursRules(16, 4)).ForPerson(People, one.Person);
        return Hours[(one.Person, one.KnownOn)] = hours;
    }

    private static string Text(DateTimeOffset local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static Golden Read(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        string? Find(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
        DateTimeOffset At(string? text) => text is null ? default : DateTimeOffset.Parse(text + ":00+08:00", CultureInfo.InvariantCulture);
        return new Golden(
            json.GetProperty("id").GetInt32(),
            Find("about")!,
            Find("person")!,
            Find("knownOn"),
            Find("op")!,
            Find("unit") is { } unit ? Enum.Parse<WorkUnit>(unit, ignoreCase: true) : WorkUnit.Days,
            At(Find("from")),
            At(Find("to")),
            int.Parse(Find("amount") ?? "0", CultureInfo.InvariantCulture),
            Find("expected")!,
            json.TryGetProperty("provisional", out _),
            json.TryGetProperty("steps", out var steps) ? [.. steps.EnumerateArray().Select(step => step.GetString()!)] : []);
    }

    private sealed record Golden(
        int Id, string About, string Person, string? KnownOn, string Op, WorkUnit Unit, DateTimeOffset From, DateTimeOffset To,
        int Amount, string Expected, bool Provisional, IReadOnlyList<string> Steps);
}
