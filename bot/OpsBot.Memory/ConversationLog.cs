using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Memory;

/// <summary>One conversation's entries, and the signal that one was added.</summary>
internal sealed class ConversationLog
{
    private TaskCompletionSource _appended = NewSignal();

    public List<LogEntry> Entries { get; } = [];

    public long Last { get; private set; }

    public Task Appended => _appended.Task;

    public long Append(LogAppend entry)
    {
        if (Entries.Find(e => e.EntryId == entry.EntryId) is { } known)
            return known.Number;
        Entries.Add(new LogEntry(++Last, entry.EntryId, entry.Json));
        _appended.SetResult();
        _appended = NewSignal();
        return Last;
    }

    public long Trim(long through)
    {
        Entries.RemoveAll(entry => entry.Number <= through);
        return Last;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
