namespace OpsBot.Core.Delivery.Burden;

/// <summary>The interruption that a send means, checked against the recipient's budget and recorded when it is granted.</summary>
/// <param name="Recipient"><see cref="OutboundMessage.Recipient"/>.</param>
/// <param name="Day">Working day, in the recipient's calendar.</param>
/// <param name="Line">What is recorded.</param>
/// <param name="PerDay">Most interruptions of the day.</param>
/// <param name="Item">For a reminder: what it is about. Null: no limit for the item.</param>
/// <param name="PerItem">Most reminders of the item.</param>
/// <param name="MayExceed">Recorded all the same, but never refused.</param>
/// <param name="KeepFor">The day's record is forgotten after this.</param>
/// <param name="KeepItemFor">The item's count is forgotten this long after its last reminder.</param>
public sealed record BurdenCharge(
    string Recipient,
    DateOnly Day,
    BurdenLine Line,
    int PerDay,
    string? Item,
    int PerItem,
    bool MayExceed,
    TimeSpan KeepFor,
    TimeSpan KeepItemFor);
