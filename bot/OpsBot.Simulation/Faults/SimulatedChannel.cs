using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Simulation.Faults;

/// <summary>
/// A messenger that outlives the bot's processes: it fails in its bad weather, refuses some people's messages for good,
/// says 429 when its published limit is passed, and tells the judge of everything it took.
/// </summary>
internal sealed class SimulatedChannel(ChannelLimits limits, Weather weather, int seed, VirtualClock clock, Action<OutboundMessage, Address> accepted)
{
    private const int RefusedOf = 2000;
    private const int FailsOf = 500;
    private readonly Dictionary<(RateLimit, string), Queue<long>> _sends = [];
    private readonly HashSet<string> _forgiven = [];
    private long _calls;

    public string Name => limits.Channel;

    public Weather Weather => weather;

    /// <summary>Sends that would have passed a published limit.</summary>
    public int OverLimit { get; private set; }

    /// <summary>What an admin sends again is taken.</summary>
    public void Forgive(string messageId) => _forgiven.Add(messageId);

    public SendResult Take(OutboundMessage message, Address address)
    {
        if (weather.At(clock.True) is { } bad)
            return bad;
        if (!_forgiven.Contains(message.Id) && Hash(message.Id) % RefusedOf == 0)
            return new SendResult.Refused("blocked");
        if (Hash($"{message.Id}/{++_calls}") % FailsOf == 0)
            return new SendResult.TryLater("timeout");
        if (!IsWithinLimits(address))
        {
            OverLimit++;
            return new SendResult.Throttled("429", TimeSpan.FromSeconds(5));
        }
        accepted(message, address);
        return new SendResult.Accepted();
    }

    private bool IsWithinLimits(Address address)
    {
        var now = clock.True.ToUnixTimeMilliseconds();
        List<Queue<long>> taken = [];
        foreach (var limit in limits.Limits.Where(l => l.Scope != (address.AccountId is null ? RateScope.Member : RateScope.Group)))
        {
            var key = (limit, limit.Scope is RateScope.App or RateScope.Tenant ? "" : address.ConversationId);
            if (!_sends.TryGetValue(key, out var times))
                _sends[key] = times = [];
            while (times.TryPeek(out var oldest) && oldest <= now - (limit.Seconds * 1000L))
                times.Dequeue();
            if (times.Count >= limit.Count)
                return false;
            taken.Add(times);
        }
        foreach (var times in taken)
            times.Enqueue(now);
        return true;
    }

    // Not GetHashCode, which differs from run to run.
    private uint Hash(string text)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619;
        return hash ^ (hash >> 15);
    }
}
