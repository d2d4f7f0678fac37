using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>A log in memory that can be told to be away.</summary>
internal sealed class MemoryLog : IActivityLog
{
    private readonly Lock _lock = new();
    private readonly List<(string Conversation, LogEntry Entry)> _entries = [];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;

    public IReadOnlyList<LogEntry> All
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(e => e.Entry)];
        }
    }

    public void FailNextReads(int count) => Interlocked.Exchange(ref _failures, count);

    public Task<long> AppendAsync(TenantId tenant, LogAppend entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var log = _entries.Where(e => e.Conversation == entry.ConversationId).Select(e => e.Entry).ToList();
            if (log.Find(e => e.EntryId == entry.EntryId) is { } known)
                return Task.FromResult(known.Number);
            _entries.Add((entry.ConversationId, new LogEntry(log.Count + 1, entry.EntryId, entry.Json)));
            _appended.SetResult();
            _appended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.FromResult(log.Count + 1L);
        }
    }

    public Task<long> TrimAsync(TenantId tenant, string conversationId, long through, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The channel never trims.");

    public Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, string conversationId, long after, int take, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
            throw new StoreUnavailableException("told to be away");
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LogEntry>>(
                [.. _entries.Where(e => e.Conversation == conversationId && e.Entry.Number > after).Select(e => e.Entry).Take(take)]);
        }
    }

    public async Task WaitAsync(TenantId tenant, string conversationId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Task appended;
        lock (_lock)
            appended = _appended.Task;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(appended, Task.Delay(atMost, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
