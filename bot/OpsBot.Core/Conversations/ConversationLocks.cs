namespace OpsBot.Core.Conversations;

/// <summary>
/// Lets turns of one conversation queue up inside a process instead of colliding in the store. Only an economy: the
/// version guard in the store is what keeps them right, between processes too.
/// </summary>
internal sealed class ConversationLocks
{
    // So many that of the turns under way at once hardly two share one: whoever has to wait needs a timer and another thread.
    private const int Stripes = 4096;
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the conversation's turn; null when <paramref name="atMost"/> passed first.</summary>
    public ValueTask<IDisposable?> EnterAsync(string conversation, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)StringComparer.Ordinal.GetHashCode(conversation) % Stripes];
        return stripe.Wait(0, cancellationToken) ? new(new Held(stripe)) : new(QueueAsync(stripe, atMost, cancellationToken));
    }

    private static async Task<IDisposable?> QueueAsync(SemaphoreSlim stripe, TimeSpan atMost, CancellationToken cancellationToken) =>
        await stripe.WaitAsync(atMost, cancellationToken).ConfigureAwait(false) ? new Held(stripe) : null;

    private sealed class Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
