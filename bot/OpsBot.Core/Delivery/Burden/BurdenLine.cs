namespace OpsBot.Core.Delivery.Burden;

/// <summary>One interruption of one person, as the person may see it. Never content.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Class">What kind of message.</param>
/// <param name="SenderUnitId">On whose behalf; null: the bot's own rules.</param>
public sealed record BurdenLine(DateTimeOffset At, MessageClass Class, string? SenderUnitId)
{
    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;
}
