using System.Collections.Concurrent;
using OpsBot.Core.Changes;

namespace OpsBot.Redis.Changes;

/// <summary>
/// Records as this process saw them last, for at most a minute. They may be out of date at any moment: whoever uses them lets
/// the commit compare.
/// </summary>
/// <param name="machine">The machine's clock.</param>
internal sealed class RecordMemory(TimeProvider machine)
{
    /// <summary>How long a record is remembered, and how often what is older is dropped.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private const int MostRecords = 10_000;
    private const int MostCharacters = 4 * 1024;
    private readonly ConcurrentDictionary<(TenantId Tenant, RecordKey Key), Slot> _records = new(new ById());
    private int _count;
    private long _sweptAt = machine.GetTimestamp();

    /// <summary>False: it is not remembered. True with null: there was none.</summary>
    public bool TryFind(TenantId tenant, RecordKey key, out StoredRecord? record)
    {
        var last = _records.TryGetValue((tenant, key), out var slot) ? slot.Last : null;
        var isKnown = last is not null && machine.GetElapsedTime(last.At) < KeptFor;
        record = isKnown ? last!.Record : null;
        return isKnown;
    }

    /// <summary>What was read just now; null: there is none.</summary>
    public void Note(TenantId tenant, RecordKey key, StoredRecord? record)
    {
        Sweep();
        if (record?.Json.Length > MostCharacters)
        {
            Forget(tenant, key);
            return;
        }
        var seen = new Remembered(record, machine.GetTimestamp());
        if (_records.TryGetValue((tenant, key), out var slot))
            slot.Last = seen;
        else if (_records.TryAdd((tenant, key), new Slot(seen)) && Interlocked.Increment(ref _count) > MostRecords)
            Clear();
    }

    /// <summary>A change was committed.</summary>
    public void Note(ChangeSet change)
    {
        foreach (var write in change.Effects.Records)
            Note(change.Tenant, write.Key, write.Json is null ? null : new StoredRecord(write.Key, write.ExpectedVersion + 1, write.Json));
    }

    /// <summary>A change was not committed, or nobody knows: all it was computed from is read anew.</summary>
    public void Forget(ChangeSet change)
    {
        foreach (var write in change.Effects.Records)
            Forget(change.Tenant, write.Key);
        foreach (var seen in change.Seen)
            Forget(change.Tenant, seen.Key);
    }

    private void Forget(TenantId tenant, RecordKey key)
    {
        if (_records.TryRemove((tenant, key), out _))
            Interlocked.Decrement(ref _count);
    }

    // What somebody is writing must not stay in memory after everybody has left.
    private void Sweep()
    {
        var last = Volatile.Read(ref _sweptAt);
        if (machine.GetElapsedTime(last) < KeptFor || Interlocked.CompareExchange(ref _sweptAt, machine.GetTimestamp(), last) != last)
            return;
        foreach (var (place, slot) in _records)
            if (machine.GetElapsedTime(slot.Last.At) >= KeptFor)
                Forget(place.Tenant, place.Key);
    }

    private void Clear()
    {
        _records.Clear();
        Interlocked.Exchange(ref _count, 0);
    }

    private sealed record Remembered(StoredRecord? Record, long At);

    /// <summary>What was last seen of one record; its place in the table stays the same while that changes.</summary>
    private sealed class Slot(Remembered first)
    {
        private volatile Remembered _last = first;

        public Remembered Last
        {
            get => _last;
            set => _last = value;
        }
    }

    /// <summary>Ids are long and differ; the few kinds and tenants need no hash of their own.</summary>
    private sealed class ById : IEqualityComparer<(TenantId Tenant, RecordKey Key)>
    {
        public bool Equals((TenantId Tenant, RecordKey Key) x, (TenantId Tenant, RecordKey Key) y) =>
            x.Key.Id == y.Key.Id && x.Key.Kind == y.Key.Kind && x.Tenant == y.Tenant;

        public int GetHashCode((TenantId Tenant, RecordKey Key) place) => StringComparer.Ordinal.GetHashCode(place.Key.Id) + place.Key.Kind.Length;
    }
}
