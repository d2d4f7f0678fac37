namespace OpsBot.Web.Demo;

/// <summary>A clock plus an offset that a demo can only increase. Timers and timeouts stay in machine time.</summary>
internal sealed class DemoClock(TimeProvider clock) : TimeProvider
{
    private long _offsetTicks;

    /// <summary>How far it runs ahead.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Offset;

    /// <summary>Takes a stored offset; a smaller one than the present is ignored, so that time never runs back.</summary>
    public void Adopt(TimeSpan offset)
    {
        long seen;
        do
        {
            seen = Interlocked.Read(ref _offsetTicks);
            if (offset.Ticks <= seen)
                return;
        }
        while (Interlocked.CompareExchange(ref _offsetTicks, offset.Ticks, seen) != seen);
    }
}
