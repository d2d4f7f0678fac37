using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.TestKit.InMemory;

/// <summary>Everything one tenant owns. Instants are milliseconds since 1970, as precise as the real store keeps them.</summary>
internal sealed class TenantData
{
    private long _lastToken;

    public Dictionary<RecordKey, StoredRecord> Records { get; } = [];

    public Dictionary<string, (string AttemptId, DateTimeOffset ForgetAt)> OnceKeys { get; } = [];

    /// <summary>Index name to member to score.</summary>
    public Dictionary<string, Dictionary<string, long>> Indexes { get; } = [];

    /// <summary>Lease end is null while nobody has the member.</summary>
    public Dictionary<string, (long DueAt, long? LeasedUntil)> Dues { get; } = [];

    /// <summary>In order of queueing.</summary>
    public List<QueuedMessage> Outbox { get; } = [];

    public Dictionary<string, QueuedMessage> OutboxById { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    public Dictionary<string, ConversationLog> Logs { get; } = [];

    public string NextToken() => $"lease-{++_lastToken}";

    public ConversationLog LogOf(string conversationId)
    {
        if (!Logs.TryGetValue(conversationId, out var log))
            Logs[conversationId] = log = new ConversationLog();
        return log;
    }

    public void Queue(OutboundMessage message)
    {
        if (OutboxById.ContainsKey(message.Id))
            return;
        var queued = new QueuedMessage(message);
        Outbox.Add(queued);
        OutboxById.Add(message.Id, queued);
    }
}
