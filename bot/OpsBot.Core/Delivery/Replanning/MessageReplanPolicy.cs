using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Replanning;

/// <summary>
/// For when a waiting message is planned by the hours in force. Pure. It only saves waiting and useless attempts: whether a
/// message may go out, the gate decides at that instant.
/// </summary>
public static class MessageReplanPolicy
{
    /// <summary>The move, with its reason; null when the message stays where it is.</summary>
    public static RescheduleWrite? Decide(OutboxEntry entry, QuietHours hours, string reason, DateTimeOffset now)
    {
        if (PlannedFor(entry, hours, now) is not { } planned || planned.ToUnixTimeMilliseconds() == entry.ReadyAt.ToUnixTimeMilliseconds())
            return null;
        var offset = hours.Plan.Schedule.UtcOffset;
        var detail = $"from={Written(entry.ReadyAt, offset)} to={Written(planned, offset)} {reason}";
        return new RescheduleWrite(entry.Message.Id, entry.ReadyAt, planned, new AuditEntry(now, "system", "delivery.replanned", $"message:{entry.Message.Id}", detail));
    }

    /// <summary>An instant as audit lines carry it.</summary>
    internal static string Written(DateTimeOffset at, TimeSpan offset) => at.ToOffset(offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static DateTimeOffset? PlannedFor(OutboxEntry entry, QuietHours hours, DateTimeOffset now)
    {
        var message = entry.Message;
        // Answers know no hours, a retry keeps its pause, and what is ready is asked by the gate in a moment.
        if (message.IsAsked() || entry.State is not (DeliveryState.Queued or DeliveryState.Held) || entry.ReadyAt <= now || entry.Reason == WorkingTimeStage.NoCalendar)
            return null;
        if (entry.ForDigest)
        {
            // It was put off to the next working day for the sake of the budget, so it never comes earlier than that day.
            var day = hours.LocalDate(entry.ReadyAt).ToDateTime(TimeOnly.MinValue);
            var midnight = new DateTimeOffset(day, hours.Plan.Schedule.UtcOffset);
            return hours.NextOpening(midnight > now ? midnight : now);
        }
        // It has its turn within a window that is still one.
        if (entry.State == DeliveryState.Queued && entry.Reason is not null && hours.IsOpen(entry.ReadyAt))
            return null;
        var wish = message.FollowsHours ? null : message.NotBefore;
        return hours.NextOpening(wish > now ? wish.Value : now);
    }
}
