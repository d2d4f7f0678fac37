using System.Globalization;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Core.Changes;

/// <summary>
/// Begins the sends of some of a change's own messages in the same step that queues them: each that gets a token of all its
/// buckets is leased with one attempt counted, as <see cref="Delivery.IOutbox.BeginSendAsync"/> does it; the others are
/// queued as usual. Only for plain answers: what could be withdrawn, be a duplicate, charge somebody or wait is not begun here.
/// Until it comes back or its lease runs out, nobody needs such a message, and the outbox does not list it.
/// </summary>
/// <param name="MachineNow">The machine's clock.</param>
/// <param name="Until">The end of the lease, in the machine's clock; after it any worker may send them.</param>
/// <param name="Buckets">Ids of the messages with the buckets of each.</param>
public sealed record SendStart(DateTimeOffset MachineNow, DateTimeOffset Until, IReadOnlyDictionary<string, IReadOnlyList<RateBucket>> Buckets)
{
    private const string Prefix = "begun:";

    /// <summary>The lease's token: the end of the lease. A message begins with a change only once, so its id tells the rest.</summary>
    public string Token { get; } = Prefix + Until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The end of the lease in milliseconds since 1970; null: the token is that of another lease.</summary>
    public static long? EndOf(string? token) => token is not null && token.StartsWith(Prefix, StringComparison.Ordinal)
        ? long.Parse(token.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture)
        : null;
}
