namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>One request that waits for its answers.</summary>
internal sealed class InlineExchange(Action<InlineExchange> ended)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _given = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<string>? _expected;
    private bool _closed;

    /// <summary>Says which answers there will be.</summary>
    public void Expect(IReadOnlyList<string> messageIds)
    {
        lock (_lock)
            _expected = messageIds;
        CompleteWhenAll();
    }

    /// <summary>False when nobody waits any more.</summary>
    public bool Give(string messageId, ReadOnlyMemory<byte> activity)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _given[messageId] = activity;
        }
        CompleteWhenAll();
        return true;
    }

    /// <summary>Waits for all answers, at most so long, and ends; gives those that came, in order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> FinishAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_complete.Task, Task.Delay(atMost, clock, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return Close();
    }

    /// <summary>Ends without waiting.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Close()
    {
        ended(this);
        lock (_lock)
        {
            _closed = true;
            return [.. (_expected ?? []).Where(_given.ContainsKey).Select(id => _given[id])];
        }
    }

    private void CompleteWhenAll()
    {
        lock (_lock)
            if (_expected is null || !_expected.All(_given.ContainsKey))
                return;
        _complete.TrySetResult();
    }
}
