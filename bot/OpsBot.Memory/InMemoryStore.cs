using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>All ports of the store over one state, so that a test needs no server. Held to the same contract suite as Redis.</summary>
public sealed class InMemoryStore
{
    /// <summary>An empty store.</summary>
    /// <param name="machine">Ages once-keys; the system's clock when null.</param>
    public InMemoryStore(TimeProvider? machine = null)
    {
        State = new InMemoryState();
        Changes = new InMemoryChangeStore(State, machine ?? TimeProvider.System);
        Records = new InMemoryRecordReader(State);
        Due = new InMemoryDueQueue(State);
        Outbox = new InMemoryOutbox(State);
        Certificates = new InMemoryCertificateLog(State);
        Log = new InMemoryActivityLog(State);
    }

    public InMemoryState State { get; }

    public InMemoryChangeStore Changes { get; }

    public InMemoryRecordReader Records { get; }

    public InMemoryDueQueue Due { get; }

    public InMemoryOutbox Outbox { get; }

    public InMemoryCertificateLog Certificates { get; }

    public InMemoryActivityLog Log { get; }

    /// <summary>The tenant's audit, oldest first.</summary>
    public IReadOnlyList<AuditEntry> AuditOf(TenantId tenant) => State.Do(tenant, t => (IReadOnlyList<AuditEntry>)[.. t.Audit]);
}
