using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Overrides;

/// <summary>Who may let messages pass outside working time, on which grounds and for how long; data of a pack.</summary>
public sealed record OverrideRules
{
    private const int MaxCharacters = 64 * 1024;

    /// <summary>The pack may shorten it, never prolong it.</summary>
    private const int LongestHours = 24;

    /// <summary>Shape of the file.</summary>
    public int Schema { get; init; }

    /// <summary>Roles that may ask.</summary>
    public IReadOnlyList<Role> Requesters { get; init; } = [];

    /// <summary>Roles that may decide.</summary>
    public IReadOnlyList<Role> Approvers { get; init; } = [];

    /// <summary>Longest life after the approval, in hours.</summary>
    public int MaxHours { get; init; }

    /// <summary>An undecided request ends after so many hours.</summary>
    public int PendingHours { get; init; }

    /// <summary>The closed list.</summary>
    public IReadOnlyList<OverrideGround> Grounds { get; init; } = [];

    /// <summary>Reads a pack's <c>overrides.json</c>; all faults are listed.</summary>
    public static PackReading<OverrideRules> Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return PackReading<OverrideRules>.Bad([WorkTimeTexts.FaultTooBig(MaxCharacters)]);
        try
        {
            var rules = JsonSerializer.Deserialize<OverrideRules>(json, StoredJson.Options) ?? new OverrideRules();
            var faults = FindFaults(rules).ToArray();
            return faults.Length > 0 ? PackReading<OverrideRules>.Bad(faults) : PackReading<OverrideRules>.Of(rules);
        }
        catch (JsonException broken)
        {
            return PackReading<OverrideRules>.Bad([WorkTimeTexts.FaultNotJson((broken.LineNumber ?? 0) + 1)]);
        }
    }

    /// <summary>The ground of that id; null when the list does not have it.</summary>
    public OverrideGround? Ground(string? id) => Grounds.FirstOrDefault(g => g.Id == id);

    /// <summary>The ground of that name or word.</summary>
    public OverrideGround? Named(string text) => Grounds.FirstOrDefault(g => g.Name == text || g.Words.Contains(text));

    /// <summary>May ask for an override.</summary>
    public bool MayRequest(Person? person) => person is not null && Requesters.Any(person.Is);

    /// <summary>May decide on one that somebody else asked for.</summary>
    public bool MayDecide(Person? person) => person is not null && Approvers.Any(person.Is);

    private static IEnumerable<string> FindFaults(OverrideRules rules)
    {
        if (rules.Schema != 1)
            yield return ComplaintTexts.FaultSchema;
        if (rules.MaxHours is < 1 or > LongestHours)
            yield return WorkTimeTexts.FaultNumber("maxHours", $"{rules.MaxHours}", 1, LongestHours);
        if (rules.PendingHours is < 1 or > 72)
            yield return WorkTimeTexts.FaultNumber("pendingHours", $"{rules.PendingHours}", 1, 72);
        if (rules.Requesters.Count == 0)
            yield return WorkTimeTexts.FaultMissing("requesters");
        if (rules.Approvers.Count == 0)
            yield return WorkTimeTexts.FaultMissing("approvers");
        if (rules.Grounds.Count == 0 || rules.Grounds.Any(g => string.IsNullOrWhiteSpace(g.Id) || string.IsNullOrWhiteSpace(g.Name)))
            yield return WorkTimeTexts.FaultMissing("grounds");
    }
}
