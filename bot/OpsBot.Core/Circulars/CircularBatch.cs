using OpsBot.Core.Delivery;

namespace OpsBot.Core.Circulars;

/// <summary>One step of a fan-out.</summary>
/// <param name="Circular">The circular after the step, with the new cursor and count.</param>
/// <param name="Messages">What to put into the outbox, in the order of person ids.</param>
/// <param name="More">People are left for another step.</param>
public sealed record CircularBatch(Circular Circular, IReadOnlyList<OutboundMessage> Messages, bool More);
