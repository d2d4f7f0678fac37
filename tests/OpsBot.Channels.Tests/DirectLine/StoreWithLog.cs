using System.Collections.Concurrent;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Memory;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Commits in memory; what a change appends goes into the log that the host serves.</summary>
internal sealed class StoreWithLog(InMemoryStore store, IActivityLog log) : IChangeStore
{
    private readonly ConcurrentDictionary<(TenantId, RecordKey), bool> _keys = new();

    /// <summary>The records of that kind that there are; null: of all kinds.</summary>
    public async Task<IReadOnlyList<StoredRecord>> AllAsync(string? kind = null)
    {
        var all = new List<StoredRecord>();
        foreach (var (tenant, key) in _keys.Keys.Where(k => kind is null || k.Item2.Kind == kind))
            all.AddRange(await store.Records.GetAsync(tenant, [key], CancellationToken.None));
        return all;
    }

    public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        var outcome = await store.Changes.CommitAsync(change with { Logs = [] }, cancellationToken);
        foreach (var write in change.Effects.Records)
            _keys[(change.Tenant, write.Key)] = true;
        foreach (var entry in outcome is CommitOutcome.Committed ? change.Logs : [])
            await log.AppendAsync(change.Tenant, entry, cancellationToken);
        return outcome;
    }
}
