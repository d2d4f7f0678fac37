namespace OpsBot.Core.WorkTime;

/// <summary>Days off that a unit or a person has beyond the calendar.</summary>
/// <param name="Name">For example 三月三.</param>
/// <param name="FirstDay">First day, included.</param>
/// <param name="LastDay">Last day, included.</param>
/// <param name="Basis">The paper behind it; null: none named.</param>
public sealed record LocalHoliday(string Name, DateOnly FirstDay, DateOnly LastDay, string? Basis)
{
    public bool Contains(DateOnly date) => date >= FirstDay && date <= LastDay;
}
