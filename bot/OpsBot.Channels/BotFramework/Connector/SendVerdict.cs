using System.Net.Http.Headers;
using Microsoft.Bot.Schema;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>What came of a call of the SDK's client: the table of what is tried again and what is not.</summary>
internal static class SendVerdict
{
    private const int MaxCodeLength = 64;
    private static readonly TimeSpan UnaskedPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <param name="call">The call.</param>
    /// <param name="scope">Whose bucket a 429 empties on this channel.</param>
    /// <param name="now">For an instant in <c>Retry-After</c>.</param>
    /// <param name="cancellationToken">Of the call.</param>
    public static async Task<SendResult> OfAsync(Task call, RateScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await call.ConfigureAwait(false);
            return new SendResult.Accepted();
        }
        // It was taken; what was said of it nobody needs.
        catch (Microsoft.Rest.SerializationException)
        {
            return new SendResult.Accepted();
        }
        catch (ErrorResponseException refused)
        {
            var asked = refused.Response.Headers.TryGetValue("Retry-After", out var values) ? Wait(values.FirstOrDefault(), now) : null;
            return Of((int)refused.Response.StatusCode, refused.Body?.Error?.Code, asked, scope);
        }
        catch (Exception fault) when (BotFrameworkHttp.IsNetwork(fault, cancellationToken))
        {
            return new SendResult.TryLater($"0:{BotFrameworkHttp.FaultCode(fault)}");
        }
    }

    /// <summary>Pure.</summary>
    public static SendResult Of(int status, string? code, TimeSpan? asked, RateScope scope)
    {
        // The code goes into the log and the outbox; the message beside it may quote people and does not.
        var shown = code is { Length: <= MaxCodeLength } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? code : "";
        var reason = $"{status}:{shown}".TrimEnd(':');
        var after = asked > LongestPause ? LongestPause : asked;
        return status switch
        {
            >= 200 and < 300 => new SendResult.Accepted(),
            429 => new SendResult.Throttled(reason, after ?? UnaskedPause, scope),
            503 when after is { } pause => new SendResult.Throttled(reason, pause),
            // Token refused, or a fault on their side: Teams says 412 for a conversation being written.
            401 or 408 or 409 or 412 or >= 500 => new SendResult.TryLater(reason, after),
            // The bot was taken out of the conversation, the person blocked it or left, the message is not acceptable.
            _ => new SendResult.Refused(reason),
        };
    }

    private static TimeSpan? Wait(string? asked, DateTimeOffset now) => !RetryConditionHeaderValue.TryParse(asked, out var wait) ? null : wait switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };
}
