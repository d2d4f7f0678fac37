namespace OpsBot.Core.Changes;

/// <summary>Records that the scheduler sweeps, so that every process can see when none does any more.</summary>
public sealed class SweepBeatHandler(IRecordReader records, IChangeStore store, IEntropySource entropy, MachineClock machine)
{
    /// <summary>Machine time between two records; well below <see cref="SweepBeat.SilentAfter"/>.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    private readonly Dictionary<TenantId, DateTimeOffset> _beatAt = [];

    /// <summary>Called after a sweep; writes when it is time.</summary>
    public async Task BeatAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var now = machine.Now;
        if (_beatAt.TryGetValue(tenant, out var last) && now - last < Every)
            return;
        var found = await records.GetAsync(tenant, [SweepBeat.Kind.Key(SweepBeat.Id)], cancellationToken).ConfigureAwait(false);
        // A conflict means that another scheduler has just written the same.
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "sweep-beat"),
                Effects = new Effects { Records = [SweepBeat.Kind.Put(SweepBeat.Id, new SweepBeat(now), found.Count > 0 ? found[0].Version : 0)] },
            },
            cancellationToken).ConfigureAwait(false);
        _beatAt[tenant] = now;
    }

    /// <summary>How long ago the last sweep ended; null when none is known.</summary>
    public async Task<TimeSpan?> SilenceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [SweepBeat.Kind.Key(SweepBeat.Id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? machine.Now - SweepBeat.Kind.Read(found[0]).Value.At : null;
    }
}
