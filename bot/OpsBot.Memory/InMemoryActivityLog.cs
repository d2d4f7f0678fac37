using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Memory;

/// <summary>The conversation logs of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryActivityLog(InMemoryState state) : IActivityLog
{
    public Task<long> AppendAsync(TenantId tenant, LogAppend entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data => data.LogOf(entry.ConversationId).Append(entry)));
    }

    public Task<IReadOnlyList<LogEntry>> ReadAsync(TenantId tenant, string conversationId, long after, int take, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data =>
            (IReadOnlyList<LogEntry>)[.. data.LogOf(conversationId).Entries.Where(e => e.Number > after).Take(take)]));
    }

    public Task<long> TrimAsync(TenantId tenant, string conversationId, long through, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(state.Do(tenant, data => data.LogOf(conversationId).Trim(through)));
    }

    public async Task WaitAsync(TenantId tenant, string conversationId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var appended = state.Do(tenant, data => data.LogOf(conversationId).Appended);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(appended, Task.Delay(atMost, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
