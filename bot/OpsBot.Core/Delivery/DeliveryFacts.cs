namespace OpsBot.Core.Delivery;

/// <summary>All that a stage may look at (WorkTime adds: <c>QuietHours QuietHours</c>, the recipient's calendar and windows, as last parameter).</summary>
/// <param name="Now">The instant of the attempt.</param>
/// <param name="Message">What is to be sent.</param>
/// <param name="Withdrawn">It was withdrawn in the meantime.</param>
public sealed record DeliveryFacts(DateTimeOffset Now, OutboundMessage Message, bool Withdrawn);
