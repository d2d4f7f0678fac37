namespace OpsBot.ClockedBot;

/// <summary>The machine's clock with an offset, which may be negative; so it goes on over restarts of the process.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public const string Variable = "OPSBOT_TEST_CLOCK_AHEAD";

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
