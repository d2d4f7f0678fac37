using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Stages;

/// <summary>Messages and facts for the gate, with the real calendar.</summary>
internal static class GateData
{
    public static DeliveryFacts Facts(
        string now, MessageClass messageClass = MessageClass.Assignment, string? expiresAt = null, bool withdrawn = false) =>
        Facts(WorkTimeData.Local(now), messageClass, expiresAt, withdrawn);

    public static DeliveryFacts Facts(
        DateTimeOffset now, MessageClass messageClass, string? expiresAt = null, bool withdrawn = false) =>
        new(
            now,
            new OutboundMessage
            {
                Id = "m1",
                Class = messageClass,
                Content = "x",
                CreatedAt = now,
                ExpiresAt = expiresAt is null ? null : WorkTimeData.Local(expiresAt),
            },
            withdrawn,
            WorkTimeData.QuietHours);
}
