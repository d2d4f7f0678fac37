using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Core.Delivery;

/// <summary>What one send takes; all of it or nothing.</summary>
/// <param name="MachineNow">The machine's clock: buckets refill in the vendors' time, not in the bot's.</param>
/// <param name="Charge">The interruption; null for what was asked for.</param>
/// <param name="Buckets">One token of each.</param>
public sealed record SendRequest(DateTimeOffset MachineNow, BurdenCharge? Charge, IReadOnlyList<RateBucket> Buckets);
