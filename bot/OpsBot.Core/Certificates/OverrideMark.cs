namespace OpsBot.Core.Certificates;

/// <summary>What the log says of an override: enough to judge a delivery by it without any other record.</summary>
/// <param name="Id">The override.</param>
/// <param name="Ground">Id in the closed list.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="With">Who approved it.</param>
/// <param name="ApprovedAt">From this instant on.</param>
/// <param name="Until">Up to this instant, excluded.</param>
/// <param name="Document">Number of the superior's paper, where the ground needs one.</param>
public sealed record OverrideMark(string Id, string Ground, string By, string With, DateTimeOffset ApprovedAt, DateTimeOffset Until, string? Document = null)
{
    /// <summary>No override lives longer; the packs may only shorten it.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    /// <summary>Two people, a ground, a life of at most a day, and the instant within it.</summary>
    public bool Lifts(DateTimeOffset at) =>
        Ground.Length > 0 && By.Length > 0 && With.Length > 0 && By != With && Until - ApprovedAt <= LongestLife && at >= ApprovedAt && at < Until;
}
