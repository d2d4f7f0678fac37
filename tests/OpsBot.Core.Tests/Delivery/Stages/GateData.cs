using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Stages;

/// <summary>Messages and facts for the gate, with the real calendar.</summary>
internal static class GateData
{
    /// <summary>The real packs.</summary>
    public static DeliveryRules Rules { get; } = new(
        Valid(BurdenRules.Parse(General("burden.json"))),
        Valid(ChannelRules.Parse(General("channels.json"))));

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

    private static string General(string file) => File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", file));

    private static T Valid<T>(PackReading<T> reading)
        where T : class
    {
        Assert.Empty(reading.Faults);
        return reading.Value!;
    }
}
