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

    /// <summary>Taken from the recipient's plan, not from the gate's verdict; null without a calendar.</summary>
    public static CertificateWindow? Of(QuietHours? hours, DateTimeOffset now)
    {
        if (hours is null)
            return null;
        var at = hours.CurrentOpening(now) is null ? hours.NextOpening(now) : now;
        return new CertificateWindow(
            hours.CurrentOpening(at)!.Value, hours.CurrentClosing(at)!.Value, (int)hours.Plan.Schedule.Guard.TotalSeconds, hours.Plan is TerritoryPlan ? Territory : "own");
    }

    /// <summary>Work may be sent at that instant.</summary>
    public bool Holds(DateTimeOffset at) => at >= Opens && at < Closes.AddSeconds(-Guard);
}
