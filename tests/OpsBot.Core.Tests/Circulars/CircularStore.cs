using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;

namespace OpsBot.Core.Tests.Circulars;

/// <summary>The parts of the ports that circulars use, kept in dictionaries.</summary>
internal sealed class CircularStore : IRecordReader, IChangeStore, IOutbox, IEntropySource
{
    private readonly Dictionary<RecordKey, StoredRecord> _records = [];
    private readonly Dictionary<string, Dictionary<string, DateTimeOffset>> _indexes = [];
    private readonly Dictionary<string, DateTimeOffset> _dues = [];
    private readonly Dictionary<string, DeliveryState> _states = [];
    private readonly Dictionary<string, string> _reasons = [];
    private readonly Random _random = new(20260601);

    /// <summary>Every message that was ever queued, in order; an id that is there already is not queued again.</summary>
    public List<OutboundMessage> Queued { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    public int Commits { get; private set; }

    /// <summary>Runs before the next commits are judged, so that a test can slip in between load and commit.</summary>
    public Queue<Func<Task>> Meddlers { get; } = new();

    public Versioned<T>? Find<T>(RecordKind<T> kind, string id)
        where T : class => _records.TryGetValue(kind.Key(id), out var record) ? kind.Read(record) : null;

    public string Newest(string index) => _indexes[index].MaxBy(m => m.Value).Key;

    public IReadOnlyCollection<string> Members(string index) => _indexes.TryGetValue(index, out var members) ? members.Keys : [];

    public DateTimeOffset? DueAt(string member) => _dues.TryGetValue(member, out var due) ? due : null;

    public DeliveryState StateOf(string messageId) => _states[messageId];

    /// <summary>Ends messages as the delivery worker would.</summary>
    public void Move(IEnumerable<OutboundMessage> messages, DeliveryState state)
    {
        foreach (var message in messages)
            _states[message.Id] = state;
    }

    /// <summary>Ends messages as a channel's refusal does.</summary>
    public void Refuse(IEnumerable<OutboundMessage> messages, string reason)
    {
        var dead = _indexes.TryGetValue(DeadLetterDialog.Index, out var known) ? known : _indexes[DeadLetterDialog.Index] = [];
        foreach (var message in messages)
            (_states[message.Id], _reasons[message.Id], dead[message.Id]) = (DeliveryState.DeadLettered, reason, message.CreatedAt);
    }

    /// <summary>Delivers messages as parts of a digest.</summary>
    public void DeliverIn(string digest, IEnumerable<OutboundMessage> messages)
    {
        foreach (var message in messages)
            (_states[message.Id], _reasons[message.Id]) = (DeliveryState.Delivered, $"digest:{digest}");
    }

    public void Put<T>(RecordKind<T> kind, string id, T value)
        where T : class
    {
        var version = _records.TryGetValue(kind.Key(id), out var stored) ? stored.Version : 0;
        _records[kind.Key(id)] = new StoredRecord(kind.Key(id), version + 1, kind.Put(id, value, version).Json!);
    }

    public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        if (Meddlers.TryDequeue(out var meddle))
            await meddle();
        foreach (var write in change.Effects.Records)
            if ((_records.TryGetValue(write.Key, out var stored) ? stored.Version : 0) != write.ExpectedVersion)
                return new CommitOutcome.Conflict(write.Key);
        Commits++;
        foreach (var write in change.Effects.Records)
            _records[write.Key] = new StoredRecord(write.Key, write.ExpectedVersion + 1, write.Json!);
        foreach (var index in change.Effects.Indexes)
        {
            var members = _indexes.TryGetValue(index.Index, out var known) ? known : _indexes[index.Index] = [];
            members.Remove(index.Member);
            if (index.At is { } at)
                members[index.Member] = at;
        }
        foreach (var due in change.Effects.Dues)
        {
            _dues.Remove(due.Member);
            if (due.DueAt is { } at)
                _dues[due.Member] = at;
        }
        foreach (var message in Queued.Where(m => change.Effects.Withdrawals.Contains(m.Subject) && _states[m.Id] is DeliveryState.Queued or DeliveryState.Held))
            _states[message.Id] = DeliveryState.Withdrawn;
        foreach (var message in change.Effects.Outbox)
            if (_states.TryAdd(message.Id, DeliveryState.Queued))
                Queued.Add(message);
        Audit.AddRange(change.Effects.Audit);
        return new CommitOutcome.Committed();
    }

    public Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredRecord>>([.. keys.Where(_records.ContainsKey).Select(k => _records[k])]);

    public Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken)
    {
        var members = _indexes.TryGetValue(query.Index, out var known) ? known : [];
        var ordered = query.NewestFirst ? members.OrderByDescending(m => m.Value) : members.OrderBy(m => m.Value);
        return Task.FromResult<IReadOnlyList<string>>([.. ordered.Take(query.Take).Select(m => m.Key)]);
    }

    public Task<IReadOnlyDictionary<DeliveryState, int>> CountAsync(TenantId tenant, string subject, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<DeliveryState, int>>(
            Queued.Where(m => m.Subject == subject).CountBy(m => _states[m.Id]).ToDictionary());

    public byte[] Draw()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }

    public Task<IReadOnlyList<OutboxEntry>> LeaseAsync(TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<SendPermit> BeginSendAsync(TenantId tenant, OutboxEntry leased, SendRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> FinishAsync(TenantId tenant, OutboxEntry leased, DeliveryEnd end, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> DeferAsync(TenantId tenant, OutboxEntry leased, Deferral deferral, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxEntry>> ListForDigestAsync(TenantId tenant, string recipient, int take, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> MergeAsync(TenantId tenant, OutboxEntry leader, OutboundMessage digest, AuditEntry audit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxEntry>> GetAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OutboxEntry>>(
            [.. Queued.Where(m => ids.Contains(m.Id)).Select(m => new OutboxEntry(m, StateOf(m.Id), 1, m.CreatedAt, _reasons.GetValueOrDefault(m.Id)))]);

    public Task<OutboxPage> ListOpenAsync(TenantId tenant, long after, int take, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReconcileResult> ReconcileAsync(TenantId tenant, DateTimeOffset machineNow, long from, int take, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<BurdenLine>> BurdenOfDayAsync(TenantId tenant, string recipient, DateOnly day, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, int>> BurdenOfMonthAsync(TenantId tenant, string month, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> SetAsideAsync(TenantId tenant, OutboxEntry leased, ItemFaultReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> CountReadyAsync(TenantId tenant, DateTimeOffset until, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> IsWithdrawnAsync(TenantId tenant, string messageId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OutboxEntry>> ListAsync(TenantId tenant, string subject, int skip, int take, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OutboxEntry>>([.. Queued.Where(m => m.Subject == subject).Skip(skip).Take(take).Select(m => new OutboxEntry(m, StateOf(m.Id), 0, m.CreatedAt, _reasons.GetValueOrDefault(m.Id)))]);

    public Task<DateTimeOffset?> NextReadyAtAsync(TenantId tenant, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
