namespace OpsBot.Core.Delivery;

/// <summary>
/// Tells this process's delivery worker that something may be ready, so that an answer need not wait for the next poll.
/// A lost signal costs at most one poll interval; the truth is in the outbox.
/// </summary>
public sealed class DeliverySignal : IDisposable
{
    private readonly SemaphoreSlim _ready = new(0, 1);

    /// <summary>Wakes the worker once, however often it is called before the worker looks.</summary>
    public void Nudge()
    {
        lock (_ready)
            if (_ready.CurrentCount == 0)
                _ready.Release();
    }

    /// <summary>Completes at the next nudge, or after <paramref name="atMost"/> of machine time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _ready.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();
}
