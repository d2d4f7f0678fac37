namespace OpsBot.Core.Changes;

/// <summary>Puts a member into a sorted index, or takes it out.</summary>
/// <param name="Index">Index name, for example <c>cases/open</c>.</param>
/// <param name="Member">Usually a record id.</param>
/// <param name="At">Sort instant (milliseconds are kept); null removes the member.</param>
public sealed record IndexWrite(string Index, string Member, DateTimeOffset? At);
