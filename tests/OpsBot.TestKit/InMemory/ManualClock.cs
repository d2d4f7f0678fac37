namespace OpsBot.TestKit.InMemory;

/// <summary>A clock that only the test moves. Timers of <see cref="TimeProvider"/> are not driven by it.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = start;

    /// <summary>A working Monday morning in China.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)))
    {
    }

    /// <summary>Now. It can be set forward only; <see cref="MoveBackTo"/> says it when backward is meant.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
        set
        {
            lock (_lock)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(value, _now);
                _now = value;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
            _now += by;
        }
    }

    /// <summary>Sets an earlier instant, for tests of a clock that jumps.</summary>
    public void MoveBackTo(DateTimeOffset earlier)
    {
        lock (_lock)
            _now = earlier;
    }

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();

    public override long GetTimestamp() => Now.UtcTicks;
}
