using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Memory;

/// <summary>One conversation's entries, and the signal that one was added.</summary>
internal sealed class ConversationLog
{
    private TaskCompletionSource _appended = NewSignal();

    private readonly Dictionary<string, long> _erased = [];

    public List<LogEntry> Entries { get; } = [];

    public long Last { get; private set; }

    public Task Appended => _appended.Task;

    public long Append(LogAppend entry)
    {
        if (Entries.Find(e => e.EntryId == entry.EntryId) is { } known)
            return known.Number;
        if (_erased.TryGetValue(entry.EntryId, out var erased))
            return erased;
        Entries.Add(new LogEntry(++Last, entry.EntryId, entry.Json));
        _appended.SetResult();
        _appended = NewSignal();
        return Last;
    }

    /// <summary>What is taken out, or was not there yet, keeps a number and is not appended any more.</summary>
    public void Erase(string entryId)
    {
        var number = Entries.Find(e => e.EntryId == entryId)?.Number ?? (_erased.TryGetValue(entryId, out var known) ? known : ++Last);
        _erased[entryId] = number;
        Entries.RemoveAll(e => e.EntryId == entryId);
    }

    public long Trim(long through)
    {
        Entries.RemoveAll(entry => entry.Number <= through);
        foreach (var id in _erased.Where(e => e.Value <= through).Select(e => e.Key).ToArray())
            _erased.Remove(id);
        return Last;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
