namespace OpsBot.Core.Delivery.Rates;

/// <summary>Over which seconds after an opening the messages of some classes are spread.</summary>
/// <param name="Classes">Message classes.</param>
/// <param name="FromSeconds">Not before this; at least 1, so that nothing falls on the opening itself.</param>
/// <param name="ToSeconds">Before this.</param>
public sealed record OpeningSpread(IReadOnlyList<MessageClass> Classes, int FromSeconds, int ToSeconds);
