using Microsoft.Bot.Schema;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>One request that waits for its answers.</summary>
internal sealed class InlineExchange(Action<InlineExchange> ended)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Activity> _given = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<string>? _expected;
    private bool _closed;

    /// <summary>Says which answers there will be.</summary>
    public void Expect(IReadOnlyList<string> messageIds)
    {
        lock (_lock)
        {
            _expected = messageIds;
            CompleteWhenAll();
        }
    }

    /// <summary>False when nobody waits any more.</summary>
    public bool Give(string messageId, Activity activity)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _given[messageId] = activity;
            CompleteWhenAll();
            return true;
        }
    }

    /// <summary>Waits for all answers, at most so long, and ends; gives those that came, in order.</summary>
    public async Task<Activity[]> FinishAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        await ((Task)_complete.Task.WaitAsync(atMost, clock, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Close();
        return [.. (_expected ?? []).Where(_given.ContainsKey).Select(id => _given[id])];
    }

    /// <summary>Nobody waits any more.</summary>
    public void Close()
    {
        ended(this);
        lock (_lock)
            _closed = true;
    }

    private void CompleteWhenAll()
    {
        if (_expected?.All(_given.ContainsKey) == true)
            _complete.TrySetResult();
    }
}
