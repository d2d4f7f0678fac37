using OpsBot.Core.Certificates;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Changes;

/// <summary>What a pure decision wants written. Several are joined with <see cref="Plus"/> and committed as one.</summary>
public sealed record Effects
{
    /// <summary>Nothing to write.</summary>
    public static Effects None { get; } = new();

    /// <summary>Guarded record writes; at most one per key.</summary>
    public IReadOnlyList<RecordWrite> Records { get; init; } = [];

    /// <summary>Sorted index changes.</summary>
    public IReadOnlyList<IndexWrite> Indexes { get; init; } = [];

    /// <summary>Next due instants.</summary>
    public IReadOnlyList<DueWrite> Dues { get; init; } = [];

    /// <summary>Messages to send; each passes the gate at every attempt.</summary>
    public IReadOnlyList<OutboundMessage> Outbox { get; init; } = [];

    /// <summary>Subjects whose unsent messages are withdrawn (before <see cref="Outbox"/> is queued).</summary>
    public IReadOnlyList<string> Withdrawals { get; init; } = [];

    /// <summary>Dead letters that are tried again.</summary>
    public IReadOnlyList<ReplayWrite> Replays { get; init; } = [];

    /// <summary>Waiting messages that are planned for another instant.</summary>
    public IReadOnlyList<RescheduleWrite> Reschedules { get; init; } = [];

    /// <summary>Audit lines.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];

    /// <summary>Lines of the certificate log. Audit lines enter it by themselves.</summary>
    public IReadOnlyList<CertificateEntry> Certificate { get; init; } = [];

    /// <summary>What is taken out of logs and outbox, before <see cref="ChangeSet.Logs"/> are written.</summary>
    public IReadOnlyList<LogErase> Erasures { get; init; } = [];

    /// <summary>Both, in order.</summary>
    public Effects Plus(Effects other) => ReferenceEquals(other, None) ? this : new()
    {
        Records = [.. Records, .. other.Records],
        Indexes = [.. Indexes, .. other.Indexes],
        Dues = [.. Dues, .. other.Dues],
        Outbox = [.. Outbox, .. other.Outbox],
        Withdrawals = [.. Withdrawals, .. other.Withdrawals],
        Replays = [.. Replays, .. other.Replays],
        Reschedules = [.. Reschedules, .. other.Reschedules],
        Audit = [.. Audit, .. other.Audit],
        Certificate = [.. Certificate, .. other.Certificate],
        Erasures = [.. Erasures, .. other.Erasures],
    };
}
