using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>What an answer of the connector means for a message. Pure: the table of what is tried again and what is not.</summary>
internal static class SendVerdict
{
    private static readonly TimeSpan UnaskedPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <param name="answer">The answer.</param>
    /// <param name="scope">Whose bucket a 429 empties on this channel.</param>
    public static SendResult Of(ConnectorAnswer answer, RateScope scope)
    {
        if (answer.IsSuccess)
            return new SendResult.Accepted();
        var reason = $"{answer.Status}:{answer.Code}".TrimEnd(':');
        var after = answer.RetryAfter is { } asked ? Shorter(asked) : (TimeSpan?)null;
        return answer.Status switch
        {
            429 => new SendResult.Throttled(reason, after ?? UnaskedPause, scope),
            503 when after is { } pause => new SendResult.Throttled(reason, pause),
            // Not reached, no token, token refused, or a fault on their side: Teams says 412 for a conversation being written.
            0 or 401 or 408 or 409 or 412 or >= 500 => new SendResult.TryLater(reason, after),
            // The bot was taken out of the conversation, the person blocked it or left, the message is not acceptable.
            _ => new SendResult.Refused(reason),
        };
    }

    private static TimeSpan Shorter(TimeSpan asked) => asked < LongestPause ? asked : LongestPause;
}
