using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Newtonsoft.Json;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// <c>POST /api/messages</c>. The token is verified before the body is read; 200 means that the turn is on disk. Refusals
/// have no body: whoever is refused learns the status only, the reason is in our log.
/// </summary>
internal sealed class MessagesRoute(
    TokenAuthenticator authenticator,
    FrameworkAdapter adapter,
    FrameworkBot bot,
    HostAllowList hosts,
    PostRate rate,
    IOptions<BotFrameworkOptions> options,
    MachineClock machine,
    ILogger<MessagesRoute> logger)
{
    private const int RetrySeconds = 2;
    private static readonly JsonSerializerSettings Compact = new() { NullValueHandling = NullValueHandling.Ignore };

    public async Task PostAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        var response = context.Response;
        response.StatusCode = answer?.Status ?? StatusCodes.Status200OK;
        if (response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        if (answer?.Body is not { } body)
            return;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(JsonConvert.SerializeObject(body, Compact), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<InvokeResponse?> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reading = await authenticator.ReadAsync(request.Headers.Authorization, cancellationToken).ConfigureAwait(false);
        if (reading.Caller is not { } caller)
            return Refuse(reading.Status, reading.Reason);
        var limit = options.Value.MaxBodyBytes;
        if (request.ContentLength > limit || await BoundedBody.ReadAsync(request.Body, limit, cancellationToken, request.ContentLength).ConfigureAwait(false) is not { } body)
            return Refuse(StatusCodes.Status413PayloadTooLarge, "too-large");
        var (activity, fault) = InboundReader.Read(body);
        if (activity is null)
            return Refuse(StatusCodes.Status400BadRequest, fault!);
        if (ActivityBinding.Refuse(caller, activity, options.Value) is { } unbound)
            return Refuse(unbound.Status, unbound.Reason);
        if (hosts.Allowed(activity.ServiceUrl) is null)
            return Refuse(StatusCodes.Status403Forbidden, "host-not-allowed");
        if (machine.Now - activity.Timestamp > options.Value.MaxAge)
            return Refuse(StatusCodes.Status400BadRequest, "stale");
        activity.Place = InboundPlace.Of(caller, activity);
        if (!rate.Take(activity.Place.ConversationId))
            return Refuse(StatusCodes.Status429TooManyRequests, "too-fast");
        try
        {
            return await adapter.TakeAsync(caller, activity, bot, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            BotFrameworkLog.StoreAway(logger);
            return FrameworkBot.Later;
        }

        InvokeResponse Refuse(int status, string reason)
        {
            BotFrameworkLog.Refused(logger, status, reason);
            return new InvokeResponse { Status = status };
        }
    }
}
