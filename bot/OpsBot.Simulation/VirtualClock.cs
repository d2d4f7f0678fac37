namespace OpsBot.Simulation;

/// <summary>
/// The clock of the simulated machine. The simulator moves <see cref="True"/>, which is also the time at the messengers;
/// the machine may run behind it by <see cref="Lag"/>, and everything of the bot reads the machine.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>The time of the world.</summary>
    public DateTimeOffset True { get; private set; } = start;

    /// <summary>How far the machine is behind; a jump of the clock is a change of it.</summary>
    public TimeSpan Lag { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > True)
            True = instant;
    }

    public override DateTimeOffset GetUtcNow() => (True - Lag).ToUniversalTime();

    public override long GetTimestamp() => True.UtcTicks;
}
