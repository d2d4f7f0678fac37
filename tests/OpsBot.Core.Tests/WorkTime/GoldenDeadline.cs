using System.Globalization;
using System.Text.Json;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

/// <summary>One line of <c>deadlines.jsonl</c>.</summary>
internal sealed record GoldenDeadline(
    int Id, string About, string Person, string? KnownOn, string Op, WorkUnit Unit, DateTimeOffset From, DateTimeOffset To,
    int Amount, string Expected, bool Provisional, IReadOnlyList<string> Steps, DateOnly? CheckedOn)
{
    public static GoldenDeadline[] ReadAll() =>
        [.. File.ReadLines(Path.Combine(GoldenDeadlineTests.Folder, "deadlines.jsonl")).Select(Read)];

    private static GoldenDeadline Read(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        string? Find(string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;
        DateTimeOffset At(string name) =>
            DateTimeOffset.Parse((Find(name) ?? "2019-01-01T00:00") + ":00+08:00", CultureInfo.InvariantCulture);
        return new GoldenDeadline(
            json.GetProperty("id").GetInt32(),
            Find("about")!,
            Find("person")!,
            Find("knownOn"),
            Find("op")!,
            Find("unit") is { } unit ? Enum.Parse<WorkUnit>(unit, ignoreCase: true) : WorkUnit.Days,
            At("from"),
            At("to"),
            int.Parse(Find("amount") ?? "0", CultureInfo.InvariantCulture),
            Find("expected")!,
            json.TryGetProperty("provisional", out _),
            json.TryGetProperty("steps", out var steps) ? [.. steps.EnumerateArray().Select(step => step.GetString()!)] : [],
            Find("checked") is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null);
    }
}
