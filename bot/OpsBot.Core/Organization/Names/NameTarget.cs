namespace OpsBot.Core.Organization.Names;

/// <summary>Whom a name of the directory stands for.</summary>
/// <param name="UnitId">A unit, or null.</param>
/// <param name="PersonId">A person, or null.</param>
/// <param name="IsStem">The name of a place without its ending: "梅岭" for 梅岭乡.</param>
internal readonly record struct NameTarget(string? UnitId, string? PersonId, bool IsStem = false);
