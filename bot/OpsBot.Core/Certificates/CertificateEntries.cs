using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;

namespace OpsBot.Core.Certificates;

/// <summary>Makes the entries of the delivery worker's decisions.</summary>
internal static class CertificateEntries
{
    /// <summary>The entry of a message's end; null for plain replies.</summary>
    public static CertificateEntry? OfEnd(DeliveryFacts facts, DeliveryState final, string? reason) => Of(facts, reason, final switch
    {
        DeliveryState.Delivered => OverrideStage.Lifts(facts) && CertificateWindow.Of(facts.QuietHours, facts.Now)?.Holds(facts.Now) != true ? CertificateEvents.Overridden : CertificateEvents.Sent,
        DeliveryState.Expired => CertificateEvents.Expired,
        DeliveryState.DeadLettered => CertificateEvents.DeadLettered,
        _ => CertificateEvents.Withdrawn,
    });

    /// <summary>The entry of a hold; null when the log has said the same of the message before.</summary>
    public static CertificateEntry? OfHold(DeliveryFacts facts, StageDecision.Hold hold, string? before) =>
        hold.State == DeliveryState.Held && hold.Reason != before ? Of(facts, hold.Reason, CertificateEvents.Held) : null;

    private static CertificateEntry? Of(DeliveryFacts facts, string? reason, string happened)
    {
        var message = facts.Message;
        if (message.Class == MessageClass.Reply)
            return null;
        return new CertificateEntry
        {
            At = facts.Now,
            Event = happened,
            Message = message.Id,
            Class = NameOf(message.Class),
            To = message.IsAsked() ? null : message.PersonId,
            Reason = reason,
            Window = message.IsAsked() ? null : CertificateWindow.Of(facts.QuietHours, facts.Now, message.PersonId is null ? message.HoursUnitId : null),
            Override = happened == CertificateEvents.Overridden ? facts.Override!.Mark() : null,
        };
    }

    private static string NameOf(MessageClass messageClass) => messageClass.ToString().ToLowerInvariant();
}
