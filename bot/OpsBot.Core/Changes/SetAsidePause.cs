namespace OpsBot.Core.Changes;

/// <summary>How long an item that failed is left alone: longer each time, so that it costs the others nothing.</summary>
public static class SetAsidePause
{
    /// <summary>After the first failure; doubled after each further one.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>Never longer than this, so that a repaired item runs within the hour.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The pause after failure number <paramref name="attempts"/>, counted from 1.</summary>
    public static TimeSpan After(int attempts)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return doubled < Longest ? doubled : Longest;
    }
}
