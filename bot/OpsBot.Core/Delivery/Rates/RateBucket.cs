namespace OpsBot.Core.Delivery.Rates;

/// <summary>A token bucket, shared by all processes.</summary>
/// <param name="Name">Unique within the tenant.</param>
/// <param name="Interval">One token comes back in this time; zero: no limit of its own, it can only be paused.</param>
/// <param name="Burst">Most tokens in it.</param>
/// <param name="Reserve">Tokens that this send must leave behind.</param>
public sealed record RateBucket(string Name, TimeSpan Interval, int Burst, int Reserve)
{
    // A store that keeps instants as floating numbers of milliseconds is off by some ten-thousandths of one.
    private static readonly TimeSpan Rounding = TimeSpan.FromMicroseconds(10);

    /// <summary>What may be saved up before this send finds no token; a hair more, so that no token is lost by rounding.</summary>
    public TimeSpan Tolerance => Burst - 1 - Reserve > 0 ? (Interval * (Burst - 1 - Reserve)) + Rounding : TimeSpan.Zero;
}
