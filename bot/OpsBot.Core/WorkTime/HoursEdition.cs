namespace OpsBot.Core.WorkTime;

/// <summary>The hours in force as one immutable value; another paper makes another edition.</summary>
/// <param name="Number">Counts the imports of the tenant; 0: only what the packs bring.</param>
/// <param name="Pack">All papers in force.</param>
/// <param name="Hours">Hours of the territory, of units and of people.</param>
/// <param name="LeftOut">Numbers of imported papers that no longer fit the packs and do not count.</param>
public sealed record HoursEdition(long Number, WorkTimePack Pack, HoursResolver Hours, IReadOnlyList<string> LeftOut)
{
    /// <summary>The edition of a pack without imports.</summary>
    public static HoursEdition Of(WorkTimePack pack, PersonalHoursRules rules, long number = 0, IReadOnlyList<string>? leftOut = null) =>
        new(number, pack, new HoursResolver(new QuietHours(new TerritoryPlan(pack.Calendar(), pack.Schedule, number)), rules), leftOut ?? []);
}
