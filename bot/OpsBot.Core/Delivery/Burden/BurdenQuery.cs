namespace OpsBot.Core.Delivery.Burden;

/// <summary>Asks for one recipient's interruptions of one day.</summary>
/// <param name="Recipient"><see cref="OutboundMessage.Recipient"/>; a dialog asks only for its own sender.</param>
/// <param name="Day">Local day.</param>
public sealed record BurdenQuery(string Recipient, DateOnly Day);
