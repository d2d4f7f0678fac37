using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Core.Changes;

/// <summary>
/// Begins the sends of some of a change's own messages in the same step that queues them: each that gets a token of all its
/// buckets is leased with one attempt counted, as <see cref="Delivery.IOutbox.BeginSendAsync"/> does it; the others are
/// queued as usual. Only for plain answers: what could be withdrawn, be a duplicate, charge somebody or wait is not begun here.
/// </summary>
/// <param name="Token">The lease's token.</param>
/// <param name="MachineNow">The machine's clock.</param>
/// <param name="Until">The end of the lease, in the machine's clock; after it any worker may send them.</param>
/// <param name="Buckets">Ids of the messages with the buckets of each.</param>
public sealed record SendStart(
    string Token, DateTimeOffset MachineNow, DateTimeOffset Until, IReadOnlyDictionary<string, IReadOnlyList<RateBucket>> Buckets);
