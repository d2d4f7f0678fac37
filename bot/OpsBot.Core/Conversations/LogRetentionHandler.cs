using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>Takes what people typed out of the visible log after <see cref="LogMarks.KeptDays"/> days, once a day for as long as there is any.</summary>
public sealed class LogRetentionHandler(IActivityLog log, IRecordReader reader, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => LogMarks.DueKind;

    /// <summary>Cuts before it commits: after a crash in between it cuts the same again.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await reader.GetAsync(tenant, [LogMarks.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var stored = found.Count > 0 ? LogMarks.Kind.Read(found[0]) : new Versioned<LogMarks>(new LogMarks(), 0);
        var last = await log.TrimAsync(tenant, id, 0, cancellationToken).ConfigureAwait(false);
        var (left, through) = stored.Value.At(now, last);
        if (through > 0)
            await log.TrimAsync(tenant, id, through, cancellationToken).ConfigureAwait(false);
        var isEmpty = through >= last;
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = new Effects
                {
                    Records = isEmpty ? (stored.Version > 0 ? [LogMarks.Kind.Delete(id, stored.Version)] : []) : [LogMarks.Kind.Put(id, left, stored.Version)],
                    Dues = [isEmpty ? new DueWrite($"{Kind}/{id}", null) : LogMarks.DueAfter(id, now)],
                },
            },
            cancellationToken).ConfigureAwait(false);
    }
}
