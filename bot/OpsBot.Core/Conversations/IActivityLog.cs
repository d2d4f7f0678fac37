using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// The visible history of conversations on channels that keep it with us (Direct Line). Entries are numbered from 1 in the
/// order they were stored; a number is a client's watermark. Entries older than the retention are gone, numbers stay.
/// </summary>
public interface IActivityLog
{
    /// <summary>Appends; returns the entry's number. An entry id that is there already keeps its number and content.</summary>
    Task<long> AppendAsync(TenantId tenant, LogAppend entry, CancellationToken cancellationToken);

    /// <summary>Entries numbered above <paramref name="after"/>, in order, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, string conversationId, long after, int take, CancellationToken cancellationToken);

    /// <summary>Removes the entries numbered up to <paramref name="through"/>; returns the number of the newest entry ever appended, 0 when there was none.</summary>
    Task<long> TrimAsync(TenantId tenant, string conversationId, long through, CancellationToken cancellationToken);

    /// <summary>
    /// Completes soon after an entry was appended to the conversation by any process, or when <paramref name="atMost"/> has
    /// passed. It may complete early; read to know.
    /// </summary>
    Task WaitAsync(TenantId tenant, string conversationId, TimeSpan atMost, CancellationToken cancellationToken);
}
