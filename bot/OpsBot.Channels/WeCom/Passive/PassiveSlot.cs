namespace OpsBot.Channels.WeCom.Passive;

/// <summary>
/// The response of one callback, waiting for the first answer of its turn. Either the answer is offered and then written,
/// or it is closed and the answer goes by the API: never both, never neither.
/// </summary>
/// <param name="plainOnly">The answer is shown as Markdown, so only words that Markdown leaves alone may ride on it.</param>
/// <param name="maxBytes">Longest answer, in bytes of UTF-8.</param>
internal sealed class PassiveSlot(bool plainOnly, int maxBytes)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<string?> _content = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    public bool PlainOnly => plainOnly;

    public int MaxBytes => maxBytes;

    /// <summary>The sender's part: hands over the words. Null: too late. The task tells whether they were written to WeCom.</summary>
    public Task<bool>? Offer(string text)
    {
        lock (_lock)
        {
            if (_closed || _content.Task.IsCompleted)
                return null;
            _content.SetResult(text);
            return _written.Task;
        }
    }

    /// <summary>The sender's part: the answer goes another way, do not wait.</summary>
    public void Decline()
    {
        lock (_lock)
            _content.TrySetResult(null);
    }

    /// <summary>The response's part: the words, or null when they go by the API.</summary>
    public async Task<string?> TakeAsync(TimeSpan atMost)
    {
        if (atMost > TimeSpan.Zero)
            await Task.WhenAny(_content.Task, Task.Delay(atMost)).ConfigureAwait(false);
        lock (_lock)
        {
            _closed = true;
            return _content.Task.IsCompleted ? _content.Task.Result : null;
        }
    }

    /// <summary>The response's part: says whether the words were written. The first word counts.</summary>
    public void Written(bool done)
    {
        lock (_lock)
            _closed = true;
        _written.TrySetResult(done);
    }
}
