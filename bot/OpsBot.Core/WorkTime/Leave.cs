namespace OpsBot.Core.WorkTime;

/// <summary>Days on which a person is away. Why is nobody's business here and is not kept.</summary>
/// <param name="FirstDay">First day, included.</param>
/// <param name="LastDay">Last day, included.</param>
/// <param name="Half">Only one half of the (single) day; null: whole days.</param>
public sealed record Leave(DateOnly FirstDay, DateOnly LastDay, LeaveHalf? Half = null)
{
    public bool Contains(DateOnly date) => date >= FirstDay && date <= LastDay;
}
