namespace OpsBot.Core.Changes;

/// <summary>
/// The machine's own clock, for leases and timeouts. The bot's clock (<see cref="TimeProvider"/>) decides what is due and
/// may be moved in a demo; a lease must not run out because of that.
/// </summary>
public sealed record MachineClock(TimeProvider Time)
{
    /// <summary>Now, in the machine's time.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();
}
