using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Rates;

/// <summary>The channels' published rates and the spread of the morning, as data of a pack.</summary>
public sealed record ChannelRules
{
    private const int MaxCharacters = 64 * 1024;
    private const string Others = "*";
    private const double LeastScale = 0.02;

    /// <summary>Shape of the file.</summary>
    public int Schema { get; init; }

    /// <summary>Classes that go first: they may take the last token, and do not stand in the queue of the others.</summary>
    public IReadOnlyList<MessageClass> Urgent { get; init; } = [];

    /// <summary>What the channels together are expected to take after an opening; a smaller backlog is spread over less time.</summary>
    public int OpeningPerSecond { get; init; }

    /// <summary>How a full backlog that waited for an opening is spread after it; a class that is not named is not spread.</summary>
    public IReadOnlyList<OpeningSpread> OpeningSpread { get; init; } = [];

    /// <summary>Limits by channel.</summary>
    public IReadOnlyList<ChannelLimits> Channels { get; init; } = [];

    /// <summary>Reads a pack's <c>channels.json</c>; all faults are listed.</summary>
    public static PackReading<ChannelRules> Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return PackReading<ChannelRules>.Bad([WorkTimeTexts.FaultTooBig(MaxCharacters)]);
        try
        {
            var rules = JsonSerializer.Deserialize<ChannelRules>(json, StoredJson.Options) ?? new ChannelRules();
            var faults = FindFaults(rules).ToArray();
            return faults.Length > 0 ? PackReading<ChannelRules>.Bad(faults) : PackReading<ChannelRules>.Of(rules);
        }
        catch (JsonException broken)
        {
            return PackReading<ChannelRules>.Bad([WorkTimeTexts.FaultNotJson((broken.LineNumber ?? 0) + 1)]);
        }
    }

    /// <summary>
    /// How long after an opening this message's turn comes: its place from its id, so that every process says the same, and
    /// the length from the backlog, so that five messages do not wait as if they were five thousand. Null for a class that
    /// is not spread.
    /// </summary>
    public TimeSpan? TurnAfterOpening(OutboundMessage message, int backlog)
    {
        if (OpeningSpread.FirstOrDefault(s => s.Classes.Contains(message.Class)) is not { } spread)
            return null;
        var share = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(message.Id))) / (uint.MaxValue + 1.0);
        var scale = Math.Clamp((double)backlog / OpeningPerSecond / OpeningSpread.Max(s => s.ToSeconds), LeastScale, 1);
        // Whole milliseconds, as the outbox keeps instants: else it would come back a moment too early, again and again.
        return TimeSpan.FromMilliseconds(Math.Ceiling(1000 * scale * (spread.FromSeconds + (share * (spread.ToSeconds - spread.FromSeconds)))));
    }

    /// <summary>The buckets that one send to <paramref name="address"/> takes a token of. The first can pause the whole channel.</summary>
    public IReadOnlyList<RateBucket> BucketsOf(OutboundMessage message, Address address)
    {
        var limits = LimitsOf(address.Channel);
        var whole = new RateBucket(PauseNameOf(address.Channel), TimeSpan.Zero, 1, 0);
        if (limits.Count == 0)
            return [whole];
        var urgent = Urgent.Contains(message.Class);
        RateLimit[] applied = [.. limits.Where(l => Applies(l.Scope, address))];
        // A channel that counts, but not here, may still ask for less in this one place.
        var needsPlace = !applied.Any(l => l.Scope is RateScope.Conversation or RateScope.Group or RateScope.Member);
        return
        [
            whole,
            .. applied.Select(l => l.Bucket(l.Scope == RateScope.Tenant ? Others : address.Channel, KeyOf(l.Scope, message, address), urgent)),
            .. needsPlace ? [new RateBucket($"{address.Channel}:place:0:{address.ConversationId}", TimeSpan.Zero, 1, 0)] : Array.Empty<RateBucket>(),
        ];
    }

    private IReadOnlyList<RateLimit> LimitsOf(string channel)
    {
        IReadOnlyList<RateLimit> others = [];
        foreach (var candidate in Channels)
        {
            if (candidate.Channel == channel)
                return candidate.Limits;
            if (candidate.Channel == Others)
                others = candidate.Limits;
        }
        return others;
    }

    /// <summary>
    /// The names of the buckets to pause when a channel says "slow down" for <paramref name="scope"/>. Where it means one
    /// conversation or person for which no limit is known, the narrowest bucket of the place; others go on.
    /// </summary>
    public IReadOnlyList<string> PausedBy(RateScope scope, OutboundMessage message, Address address)
    {
        if (scope == RateScope.App)
            return [PauseNameOf(address.Channel)];
        var buckets = BucketsOf(message, address);
        var named = NamesOf(buckets, scope.ToString());
        if (named.Length == 0 && scope != RateScope.Tenant)
            named = NamesOf(buckets, nameof(RateScope.Conversation), nameof(RateScope.Group), nameof(RateScope.Member), "place");
        return named.Length == 0 ? [PauseNameOf(address.Channel)] : named;
    }

    // A name is made of the channel, the scope, the seconds and the key, which alone may hold anything.
    private static string[] NamesOf(IReadOnlyList<RateBucket> buckets, params string[] scopes) =>
        [.. buckets.Select(b => b.Name).Where(n => n.Split(':') is { Length: > 2 } parts && scopes.Contains(parts[1], StringComparer.OrdinalIgnoreCase))];

    private static string PauseNameOf(string channel) => channel;

    private static bool Applies(RateScope scope, Address address) => scope switch
    {
        RateScope.Group => address.AccountId is null,
        RateScope.Member => address.AccountId is not null,
        _ => true,
    };

    private static string KeyOf(RateScope scope, OutboundMessage message, Address address) => scope switch
    {
        RateScope.App or RateScope.Tenant => "",
        RateScope.Member => address.AccountId ?? message.Recipient(),
        // A person who is found by the account alone has a conversation, which only the channel knows.
        _ when address.ConversationId.Length == 0 => address.AccountId ?? message.Recipient(),
        _ => address.ConversationId,
    };

    private static IEnumerable<string> FindFaults(ChannelRules rules)
    {
        if (rules.Schema != 1)
            yield return ComplaintTexts.FaultSchema;
        if (rules.OpeningPerSecond is < 1 or > 1000)
            yield return WorkTimeTexts.FaultNumber("openingPerSecond", $"{rules.OpeningPerSecond}", 1, 1000);
        foreach (var twice in rules.Channels.GroupBy(c => c.Channel).Where(g => g.Count() > 1))
            yield return HoursFaultTexts.Twice(twice.Key);
        // The bucket of a tenant is one for all channels, so that their numbers cannot differ.
        foreach (var differing in rules.Channels.SelectMany(c => c.Limits).Where(l => l.Scope == RateScope.Tenant)
            .GroupBy(l => l.Seconds).Where(g => g.Select(l => (l.Count, l.Burst)).Distinct().Count() > 1))
            yield return DeliveryTexts.FaultTenantLimits(differing.Key);
        foreach (var limit in rules.Channels.SelectMany(c => c.Limits))
        {
            if (limit.Count < 2)
                yield return WorkTimeTexts.FaultNumber("count", $"{limit.Count}", 2, int.MaxValue);
            if (limit.Seconds is < 1 or > 86_400)
                yield return WorkTimeTexts.FaultNumber("seconds", $"{limit.Seconds}", 1, 86_400);
            if (limit.Burst < 0 || limit.Burst >= limit.Count)
                yield return WorkTimeTexts.FaultNumber("burst", $"{limit.Burst}", 0, limit.Count - 1);
            if (string.IsNullOrWhiteSpace(limit.Source))
                yield return WorkTimeTexts.FaultMissing("source");
        }
        foreach (var spread in rules.OpeningSpread.Where(s => s.FromSeconds < 1 || s.ToSeconds <= s.FromSeconds || s.ToSeconds > 900))
            yield return WorkTimeTexts.FaultNumber("toSeconds", $"{spread.ToSeconds}", spread.FromSeconds + 1, 900);
    }
}
