using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OpsBot.Core.Organization;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Finds whose rules count: the person's, over those of the unit, over those of the units above, over the territory's.
/// Own hours replace those from above; local holidays and extra work of all units above stay in force.
/// </summary>
public sealed class HoursResolver(QuietHours territory, PersonalHoursRules rules)
{
    /// <summary>More levels than this is a loop in the data.</summary>
    private const int MostLevels = 32;

    // Arithmetic on a unit's plan is compiled once for each snapshot of the organisation and goes with it.
    private readonly ConditionalWeakTable<DirectorySnapshot, ConcurrentDictionary<string, QuietHours>> _units = [];

    /// <summary>Hours where nothing of its own is set.</summary>
    public QuietHours Territory => territory;

    /// <summary>Hours of a unit; the territory's when it has none of its own or is unknown.</summary>
    public QuietHours ForUnit(DirectorySnapshot directory, string? unitId) => directory.Unit(unitId) is not { } unit
        ? territory
        : _units.GetValue(directory, _ => new ConcurrentDictionary<string, QuietHours>()).GetOrAdd(unit.Id, id => Hours(UnitPlan(directory, id)));

    /// <summary>Hours of a person without what the person set; the territory's when unknown.</summary>
    public QuietHours ForPerson(DirectorySnapshot directory, string? personId)
    {
        if (directory.Person(personId) is not { } person) return territory;
        var unit = ForUnit(directory, person.UnitId);
        var plan = person.Hours.Over(unit.Plan);
        // Most people have no hours of their own and share the object of the unit, with all it has already worked out.
        return ReferenceEquals(plan, unit.Plan) ? unit : new QuietHours(plan);
    }

    /// <summary>Hours of a person with what the person set, as far as it still leaves enough time for work.</summary>
    public QuietHours ForPerson(DirectorySnapshot directory, string? personId, PersonalQuiet? own, DateTimeOffset now)
    {
        var hours = ForPerson(directory, personId);
        return own is { Spans.Count: > 0 } && Refuse(hours.Plan, own.Spans, now) is null
            ? new QuietHours(new NarrowedPlan(hours.Plan, own.Spans))
            : hours;
    }

    /// <summary>Why quiet times do not fit a person's plan; null when they do.</summary>
    internal PersonalHoursRefusal? Refuse(WorkPlan plan, IReadOnlyList<QuietSpan> spans, DateTimeOffset now) =>
        PersonalHoursPolicy.Refuse(plan, spans, rules, DateOnly.FromDateTime(now.ToOffset(plan.Schedule.UtcOffset).DateTime));

    /// <summary>The territory's own object carries arithmetic that is already worked out.</summary>
    private QuietHours Hours(WorkPlan plan) => ReferenceEquals(plan, territory.Plan) ? territory : new QuietHours(plan);

    private WorkPlan UnitPlan(DirectorySnapshot directory, string? unitId)
    {
        var chain = new Stack<HoursRules>();
        for (var unit = directory.Unit(unitId); unit is not null && chain.Count < MostLevels; unit = directory.Unit(unit.ParentId))
            chain.Push(unit.Hours);
        return chain.Aggregate(territory.Plan, (plan, rules) => rules.Over(plan));
    }
}
