using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>When a message that is queued now will be delivered, asked of the gate itself, to tell its sender.</summary>
/// <param name="From">Not before this instant; budgets and the spread of the opening may add minutes.</param>
/// <param name="AtOnce">Nothing holds it now.</param>
/// <param name="State">Queued, Held, or the final state in which it would end unsent.</param>
/// <param name="Reason">What holds it; a code. Null when nothing does.</param>
/// <param name="Explanation">The window that causes it, in words. Null when nothing does.</param>
public sealed record DeliveryForecast(DateTimeOffset From, bool AtOnce, DeliveryState State, string? Reason = null, string? Explanation = null)
{
    // An opening follows a hold; more than a few holds in a row would be a fault of the calendar.
    private const int MostHolds = 4;
    private static readonly DeliveryPipeline Gate = new(StandardStages.OfTime);

    /// <summary>Asks the stages that do not depend on the moment of sending.</summary>
    public static DeliveryForecast Of(OutboundMessage message, QuietHours hours, DateTimeOffset now)
    {
        var at = message.NotBefore > now ? message.NotBefore.Value : now;
        StageDecision.Hold? first = null;
        for (var holds = 0; holds <= MostHolds; holds++)
        {
            switch (Gate.Decide(new DeliveryFacts(at, message, false, hours)))
            {
                case StageDecision.Hold hold:
                    first ??= hold;
                    at = hold.Until;
                    break;
                case StageDecision.Stop stop:
                    return new DeliveryForecast(at, false, stop.Final, stop.Reason, first?.Explanation);
                default:
                    return new DeliveryForecast(at, at <= now, first is null ? DeliveryState.Queued : DeliveryState.Held, first?.Reason, first?.Explanation);
            }
        }
        return new DeliveryForecast(at, false, DeliveryState.Held, first?.Reason, first?.Explanation);
    }

    /// <summary>For a message of a class, decided now.</summary>
    public static DeliveryForecast Of(MessageClass @class, QuietHours hours, DateTimeOffset now) =>
        Of(new OutboundMessage { Id = "", Class = @class, Content = "", CreatedAt = now }, hours, now);
}
