namespace OpsBot.Core.Complaints;

/// <summary>A dispatch as ordered; anything missing is refused.</summary>
/// <param name="TerritoryId">Unit of the territory leg.</param>
/// <param name="IndustryId">Department of the industry leg.</param>
/// <param name="WorkingDays">Time limit.</param>
/// <param name="Quality">Quality standard.</param>
/// <param name="Feedback">Feedback standard.</param>
public sealed record DispatchOrder(string? TerritoryId, string? IndustryId, int? WorkingDays, string? Quality, string? Feedback);
