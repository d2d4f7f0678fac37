namespace OpsBot.Core.WorkTime;

/// <summary>How far a person may narrow the own hours.</summary>
/// <param name="LeastHoursPerWeek">Time that must stay open for work, on average; less only when the plan itself has less.</param>
/// <param name="MostSpans">How many quiet times one person may have.</param>
public sealed record PersonalHoursRules(int LeastHoursPerWeek, int MostSpans)
{
    /// <summary>Reads <c>personal-hours.json</c> of a pack.</summary>
    public static PackReading<PersonalHoursRules> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root) return PackReading<PersonalHoursRules>.Bad(faults);
        var rules = new PersonalHoursRules(root.Number("leastHoursPerWeek", 1, 60), root.Number("mostSpans", 1, 8));
        return faults.Count > 0 ? PackReading<PersonalHoursRules>.Bad(faults) : PackReading<PersonalHoursRules>.Of(rules);
    }
}
