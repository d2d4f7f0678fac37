namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Keeps one access token: fetched by one caller while the others wait for the same answer, renewed early, and used to its
/// end when a renewal fails.
/// </summary>
/// <param name="fetch">Asks the vendor; must not throw for an answer that is a refusal.</param>
/// <param name="machine">The vendor's time is the machine's.</param>
internal sealed class TokenCache(Func<Task<IssuedToken>> fetch, TimeProvider machine)
{
    private static readonly TimeSpan MostEarly = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private IssuedToken? _current;
    private DateTimeOffset _renewAt;
    private DateTimeOffset _endsAt;
    private Task<IssuedToken>? _fetching;

    /// <summary>A good token, or the answer that says why there is none.</summary>
    public async Task<IssuedToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<IssuedToken> fetching;
        lock (_lock)
        {
            if (_current is { } good && machine.GetUtcNow() < _renewAt)
                return good;
            fetching = _fetching ??= FetchAsync();
        }
        var fetched = await fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            return fetched.Value is null && _current is { } old && machine.GetUtcNow() < _endsAt ? old : fetched;
    }

    /// <summary>The vendor refused this token: it is not used again, unless it was replaced already.</summary>
    public void Drop(string token)
    {
        lock (_lock)
            if (_current?.Value == token)
                _current = null;
    }

    private async Task<IssuedToken> FetchAsync()
    {
        // Leave the caller's lock before anything is asked.
        await Task.Yield();
        try
        {
            var issued = await fetch().ConfigureAwait(false);
            if (issued.Value is not null)
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
        var early = issued.Lifetime / 4;
        lock (_lock)
        {
            _current = issued;
            _endsAt = machine.GetUtcNow() + issued.Lifetime - Safety;
            _renewAt = machine.GetUtcNow() + issued.Lifetime - (early < MostEarly ? early : MostEarly);
        }
    }
}
