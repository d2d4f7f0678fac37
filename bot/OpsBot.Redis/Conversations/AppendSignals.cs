namespace OpsBot.Redis.Conversations;

/// <summary>Who in this process waits for which conversation. Waiting begins when <see cref="WaitAsync"/> is called, not when it is awaited.</summary>
internal sealed class AppendSignals(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Tag, string Conversation), HashSet<TaskCompletionSource>> _waiting = [];

    public async Task WaitAsync(string tag, string conversation, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var key = (tag, conversation);
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var others)) _waiting[key] = others = [];
            others.Add(woken);
        }

        try
        {
            await woken.Task.WaitAsync(atMost, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The other way to complete: the caller reads to know.
        }
        finally
        {
            lock (_gate)
            {
                if (_waiting.TryGetValue(key, out var others) && others.Remove(woken) && others.Count == 0) _waiting.Remove(key);
            }
        }
    }

    public void Wake(string tag, string conversation)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue((tag, conversation), out var waiting)) return;
            foreach (var one in waiting) one.TrySetResult();
        }
    }

    /// <summary>When signals may have been missed, everybody looks.</summary>
    public void WakeAll()
    {
        lock (_gate)
        {
            foreach (var one in _waiting.Values.SelectMany(waiting => waiting)) one.TrySetResult();
        }
    }
}
