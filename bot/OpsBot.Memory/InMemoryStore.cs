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

    /// <summary>All that is kept of what people said, each with its place: for those who look for what must not be there.</summary>
    public IReadOnlyList<string> WordsOf(TenantId tenant) => State.Do(tenant, t => (IReadOnlyList<string>)
    [
        .. t.Records.Values.Select(r => $"{r.Key} {r.Json}"),
        .. t.Logs.SelectMany(l => l.Value.Entries.Select(e => $"log {l.Key} {e.EntryId} {e.Json}")),
        .. t.Outbox.Select(m => m.ToEntry().Message).Select(m => $"message {m.Id} {System.Text.Json.JsonSerializer.Serialize(m, StoredJson.Options)}"),
        .. t.Audit.Select(a => $"audit {a}"),
        .. t.CertificatePending.Concat(t.CertificateLog).Select(c => $"certificate {c}"),
    ]);

    /// <summary>The tenant's audit, oldest first.</summary>
    public IReadOnlyList<AuditEntry> AuditOf(TenantId tenant) => State.Do(tenant, t => (IReadOnlyList<AuditEntry>)[.. t.Audit]);
}
