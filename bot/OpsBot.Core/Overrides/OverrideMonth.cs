using OpsBot.Core.Certificates;

namespace OpsBot.Core.Overrides;

/// <summary>How rare overrides were in a month.</summary>
/// <param name="Month">For example <c>2026-11</c>.</param>
/// <param name="Requested">Requests.</param>
/// <param name="Approved">Of these, approved, also when they ended since.</param>
/// <param name="Rejected">Rejected.</param>
/// <param name="Lapsed">Withdrawn or not decided in time.</param>
/// <param name="Delivered">Messages that passed outside working time.</param>
/// <param name="Unasked">All delivered messages that bring work.</param>
/// <param name="Days">Days that have a statement; the messages are counted over these.</param>
public sealed record OverrideMonth(string Month, int Requested, int Approved, int Rejected, int Lapsed, int Delivered, int Unasked, int Days)
{
    /// <summary>From the month's overrides and its daily statements.</summary>
    public static OverrideMonth Of(string month, IReadOnlyCollection<Override> items, IReadOnlyCollection<DailyStatement> statements)
    {
        var classes = statements.SelectMany(s => s.Classes).Where(c => c.Class is not ("reply" or "receipt")).ToArray();
        var approved = items.Count(i => i.Until is not null);
        var rejected = items.Count(i => i.Status == OverrideStatus.Rejected);
        return new OverrideMonth(
            month, items.Count, approved, rejected,
            items.Count(i => i is { Until: null, Status: OverrideStatus.Expired or OverrideStatus.Revoked }),
            classes.Sum(c => c.Overridden), classes.Sum(c => c.Sent + c.Overridden), statements.Count);
    }
}
