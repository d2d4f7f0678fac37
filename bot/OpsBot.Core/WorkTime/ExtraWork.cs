namespace OpsBot.Core.WorkTime;

/// <summary>Work that a unit or a person does beyond the plan, on each day of a period.</summary>
/// <param name="Name">For example 汛期值守.</param>
/// <param name="FirstDay">First day, included.</param>
/// <param name="LastDay">Last day, included.</param>
/// <param name="Basis">The paper behind it; null: none named.</param>
/// <param name="Spans">When; empty: the office hours of that day.</param>
public sealed record ExtraWork(string Name, DateOnly FirstDay, DateOnly LastDay, string? Basis, IReadOnlyList<WorkSpan> Spans)
{
    public bool Contains(DateOnly date) => date >= FirstDay && date <= LastDay;
}
