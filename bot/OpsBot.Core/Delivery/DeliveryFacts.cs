using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>All that a stage may look at.</summary>
/// <param name="Now">The instant of the attempt.</param>
/// <param name="Message">What is to be sent.</param>
/// <param name="Withdrawn">It was withdrawn in the meantime.</param>
/// <param name="QuietHours">The recipient's calendar and windows.</param>
public sealed record DeliveryFacts(DateTimeOffset Now, OutboundMessage Message, bool Withdrawn, QuietHours QuietHours);
