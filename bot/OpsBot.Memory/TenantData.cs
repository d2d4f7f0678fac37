using System.Text.Json;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;

namespace OpsBot.Memory;

/// <summary>Everything one tenant owns. Instants are milliseconds since 1970, as precise as the real store keeps them.</summary>
internal sealed class TenantData
{
    private long _lastToken;

    public Dictionary<RecordKey, StoredRecord> Records { get; } = [];

    public Dictionary<string, (string AttemptId, DateTimeOffset ForgetAt)> OnceKeys { get; } = [];

    /// <summary>Index name to member to score.</summary>
    public Dictionary<string, Dictionary<string, long>> Indexes { get; } = [];

    public DueTable Dues { get; } = new();

    /// <summary>In order of queueing.</summary>
    public List<QueuedMessage> Outbox { get; } = [];

    public Dictionary<string, QueuedMessage> OutboxById { get; } = [];

    public OutboxQueues Queues { get; } = new();

    public List<AuditEntry> Audit { get; } = [];

    public Dictionary<string, ConversationLog> Logs { get; } = [];

    /// <summary>Entries of the certificate log that are not sealed, as JSON.</summary>
    public List<string> CertificatePending { get; } = [];

    public List<string> CertificateLog { get; } = [];

    public CertificateHead CertificateHead { get; set; } = CertificateHead.Start;

    /// <summary>Recipient and key to the message that says it first.</summary>
    public Dictionary<string, string> Dedup { get; } = [];

    /// <summary>Recipient and day to message id to line.</summary>
    public Dictionary<string, Dictionary<string, BurdenLine>> Ledgers { get; } = [];

    /// <summary>Recipient and item to ids of its reminders.</summary>
    public Dictionary<string, HashSet<string>> Reminders { get; } = [];

    /// <summary>Month and sender unit to delivered interruptions.</summary>
    public Dictionary<(string Month, string Unit), int> Months { get; } = [];

    public BucketTable Buckets { get; } = new();

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
        var queued = new QueuedMessage(message, Outbox.Count, Queues);
        Outbox.Add(queued);
        Queues.Add(queued);
        OutboxById.Add(message.Id, queued);
        if (queued.Dedup is { } key)
            Dedup.TryAdd(key, message.Id);
        if (message.NotBefore > message.CreatedAt)
            Certify(CertificateEvents.Held, message, message.CreatedAt, "not_before");
    }

    public void Certify(CertificateEntry? entry)
    {
        if (entry is not null)
            CertificatePending.Add(JsonSerializer.Serialize(entry, StoredJson.Options));
    }

    /// <summary>What a script says of a message that no worker has.</summary>
    public void Certify(string happened, OutboundMessage message, DateTimeOffset? at = null, string? reason = null)
    {
        if (message.Class == MessageClass.Reply)
            return;
        Certify(new CertificateEntry
        {
            AtMs = at?.ToUnixTimeMilliseconds(),
            Event = happened,
            Message = message.Id,
            Class = message.Class.ToString().ToLowerInvariant(),
            To = message.IsAsked() ? null : message.PersonId,
            Reason = reason,
        });
    }
}
