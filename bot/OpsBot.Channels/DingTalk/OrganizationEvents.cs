namespace OpsBot.Channels.DingTalk;

/// <summary>Events that say the organisation changed wake the next read of the directory; an event twice is one read.</summary>
internal sealed class OrganizationEvents : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <summary>Any event; most mean nothing to the bot.</summary>
    public void Take(string? type)
    {
        if (type is null || !(type.StartsWith("user_", StringComparison.Ordinal) || type.StartsWith("org_dept_", StringComparison.Ordinal)))
            return;
        lock (_changed)
            if (_changed.CurrentCount == 0)
                _changed.Release();
    }

    /// <summary>Waits for a change, at most so long.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _changed.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _changed.Dispose();
}
