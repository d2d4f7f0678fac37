using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Overrides;

/// <summary>Where overrides are listed.</summary>
public static class OverrideIndexes
{
    /// <summary>Requests that wait for a decision.</summary>
    public const string Pending = "overrides/pending";

    /// <summary>Most that one answer shows.</summary>
    public const int Shown = 10;

    /// <summary>The longest waiting first.</summary>
    public static IndexQuery OldestPending { get; } = new(Pending, 50);

    /// <summary>All requests of a month.</summary>
    public static string OfMonth(string month) => $"overrides/month/{month}";

    /// <summary>A month's requests; overrides are rare, so more than this many is a finding of its own.</summary>
    public static IndexQuery InMonth(string month) => new(OfMonth(month), 500);

    /// <summary>For example <c>2026-11</c>.</summary>
    public static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
