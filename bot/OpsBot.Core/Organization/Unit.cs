namespace OpsBot.Core.Organization;

/// <summary>An organisation unit.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Chinese name.</param>
/// <param name="Kind">Level or department.</param>
/// <param name="ParentId">The unit above; null for the root.</param>
public sealed record Unit(string Id, string Name, UnitKind Kind, string? ParentId);
