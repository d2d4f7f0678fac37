namespace OpsBot.Channels.Shared;

/// <summary>
/// Keeps one access token: fetched by one caller while the others go on with the old one or, without a good one, wait for
/// the same answer; renewed early, and used to its end when a renewal fails.
/// </summary>
/// <param name="fetch">Asks the vendor; must not throw for an answer that is a refusal.</param>
/// <param name="machine">The vendor's time is the machine's.</param>
/// <param name="mostEarly">How long before its end a token is replaced, at most half of its time; null: ten minutes.</param>
internal sealed class TokenCache(Func<Task<IssuedToken>> fetch, TimeProvider machine, TimeSpan? mostEarly = null)
{
    private static readonly TimeSpan UsualEarly = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(10);

    // Those who came while a call failed share its answer instead of failing one after the other.
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private IssuedToken? _current;
    private IssuedToken? _refused;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _endsAt;
    private DateTimeOffset _askAgainAt;
    private Task<IssuedToken>? _fetching;

    /// <summary>A good token, or the answer that says why there is none.</summary>
    public ValueTask<IssuedToken> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = machine.GetUtcNow();
            if (_current is { } good && (now < _renewAt || (now < _endsAt && (_fetching is not null || now < _askAgainAt))))
                return new(good);
            if (_fetching is null && _refused is { } refused && now < _askAgainAt)
                return new(refused);
            _fetching ??= FetchAsync();
            return new(WaitAsync(_fetching, cancellationToken));
        }
    }

    /// <summary>The vendor refused this token: it is not used again, unless it was replaced already.</summary>
    public void Drop(string token)
    {
        lock (_lock)
            if (_current?.Value == token)
                _current = null;
    }

    private async Task<IssuedToken> WaitAsync(Task<IssuedToken> fetching, CancellationToken cancellationToken)
    {
        var fetched = await fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            return fetched.Value is null && _current is { } old && machine.GetUtcNow() < _endsAt ? old : fetched;
    }

    private async Task<IssuedToken> FetchAsync()
    {
        // Leave the caller's lock before anything is asked.
        await Task.Yield();
        try
        {
            var issued = await fetch().ConfigureAwait(false);
            Keep(issued);
            return issued;
        }
        finally
        {
            lock (_lock)
                _fetching = null;
        }
    }

    private void Keep(IssuedToken issued)
    {
        lock (_lock)
        {
            var now = machine.GetUtcNow();
            if (issued.Value is null)
            {
                (_refused, _askAgainAt) = (issued, now + PauseAfterFault);
                return;
            }
            var (early, half) = (mostEarly ?? UsualEarly, issued.Lifetime / 2);
            (_current, _refused, _askAgainAt) = (issued, null, DateTimeOffset.MinValue);
            _endsAt = now + issued.Lifetime - Safety;
            _renewAt = now + issued.Lifetime - (early < half ? early : half);
        }
    }
}
