using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Takes a recalled circular back where the channels can, batch by batch behind the cursor in the record. A batch that is
/// repeated after a crash may count what it had taken back as left, never the reverse.
/// </summary>
public sealed class CircularTakeBack(IOutbox outbox, IEnumerable<IMessageRecall> recalls, IDirectory directory)
{
    /// <summary>Messages looked at in one call: few enough to end within the lease of a due member.</summary>
    public const int BatchSize = 100;

    private readonly ILookup<string, IMessageRecall> _recalls = recalls.ToLookup(r => r.Channel);

    /// <summary>The circular after the next batch; the cursor stays when nothing is left to look at.</summary>
    public async Task<Circular> NextAsync(TenantId tenant, Circular circular, CancellationToken cancellationToken)
    {
        var seen = circular.TakeBackCursor ?? 0;
        var batch = await outbox.ListAsync(tenant, Circular.SubjectOf(circular.Id), seen, BatchSize, cancellationToken).ConfigureAwait(false);
        var delivered = batch.Where(e => e.State == DeliveryState.Delivered).Select(e => e.Message).ToArray();
        var taken = 0;
        foreach (var message in delivered)
            if (await TakeAsync(tenant, message, cancellationToken).ConfigureAwait(false))
                taken++;
        return circular with
        {
            TakeBackCursor = seen + batch.Count,
            TakenBack = (circular.TakenBack ?? 0) + taken,
            LeftBehind = (circular.LeftBehind ?? 0) + delivered.Length - taken,
        };
    }

    private async Task<bool> TakeAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        var channels = (directory.Of(tenant).Person(message.PersonId)?.Addresses ?? []).Select(a => a.Channel).Distinct();
        foreach (var recall in channels.SelectMany(channel => _recalls[channel]))
            if (await recall.RecallAsync(tenant, message.Id, cancellationToken).ConfigureAwait(false))
                return true;
        return false;
    }
}
