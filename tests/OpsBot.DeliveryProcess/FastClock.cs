namespace OpsBot.DeliveryProcess;

/// <summary>A clock that runs faster than the real one.</summary>
internal sealed class FastClock(Orders orders, TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => orders.MachineBase + ahead + ((System.GetUtcNow() - orders.Zero) * orders.Speed);
}
