using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Certificates;

/// <summary>The stretch of work that an instant lies in, or the next one after it.</summary>
/// <param name="Opens">Start, included.</param>
/// <param name="Closes">End, excluded.</param>
/// <param name="Guard">Seconds before the end in which nothing may be sent any more.</param>
/// <param name="Plan"><c>territory</c>: the published calendar and office hours alone; <c>own</c>: a unit's or person's.</param>
public sealed record CertificateWindow(DateTimeOffset Opens, DateTimeOffset Closes, int Guard, string Plan)
{
    /// <summary>Plain hours of the territory.</summary>
    public const string Territory = "territory";

    /// <summary>Plain hours of the territory with something of the unit or the person over them.</summary>
    public const string Own = "own";

    /// <summary>Shape of the stored JSON; null: a line from before the three facts below were written.</summary>
    public int? Schema { get; init; }

    /// <summary>The edition of the calendar: how many imported papers it takes in.</summary>
    public long? Edition { get; init; }

    /// <summary>The unit whose hours counted, where no person is named.</summary>
    public string? Unit { get; init; }

    /// <summary>Quiet times that the person had set and that were in force; null: none.</summary>
    public IReadOnlyList<QuietSpan>? Quiet { get; init; }

    /// <summary>Taken from the recipient's plan, not from the gate's verdict; null without a calendar.</summary>
    public static CertificateWindow? Of(QuietHours? hours, DateTimeOffset now, string? unitId = null)
    {
        if (hours is null)
            return null;
        var at = hours.CurrentOpening(now) is null ? hours.NextOpening(now) : now;
        var plan = hours.Plan;
        return new CertificateWindow(
            hours.CurrentOpening(at)!.Value, hours.CurrentClosing(at)!.Value, (int)plan.Schedule.Guard.TotalSeconds, plan is TerritoryPlan ? Territory : Own)
        {
            Schema = 2,
            Edition = EditionOf(plan),
            Unit = unitId,
            Quiet = (plan as NarrowedPlan)?.Quiet,
        };
    }

    /// <summary>Work may be sent at that instant.</summary>
    public bool Holds(DateTimeOffset at) => at >= Opens && at < Closes.AddSeconds(-Guard);

    /// <summary>The same stretch, said to be of the same kind of plan.</summary>
    public bool Says(CertificateWindow other) => (Opens, Closes, Guard, Plan) == (other.Opens, other.Closes, other.Guard, other.Plan);

    /// <summary>Lies within the other one, as quiet times of a person leave it.</summary>
    public bool IsPartOf(CertificateWindow other) => Guard == other.Guard && Opens >= other.Opens && Closes <= other.Closes && Opens < Closes;

    private static long EditionOf(WorkPlan plan)
    {
        while (plan is LayeredPlan layer)
            plan = layer.Below;
        return (plan as TerritoryPlan)?.Edition ?? 0;
    }
}
