using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Organization;

/// <summary>An organisation unit.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Kind">Level or department.</param>
/// <param name="ParentId">The unit above; null for the root.</param>
public sealed record Unit(string Id, string Name, UnitKind Kind, string? ParentId)
{
    /// <summary>Hours, local holidays and extra work of this unit and of the units below it.</summary>
    public HoursRules Hours { get; init; } = HoursRules.None;

    /// <summary>
    /// The unit to whose supervisors reports about this office go; null: the directory names none. A unit that is named and
    /// names none itself gets only such reports.
    /// </summary>
    public string? SupervisedBy { get; init; }
}
