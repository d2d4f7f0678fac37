using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// <c>POST /api/messages</c>. The token is verified before the body is read; 200 means that the turn is on disk. Refusals
/// have no body: whoever is refused learns the status only, the reason is in our log.
/// </summary>
internal sealed class MessagesRoute(
    TokenAuthenticator authenticator,
    InboundTurns turns,
    InlineReplies inline,
    HostAllowList hosts,
    PostRate rate,
    IOptions<BotFrameworkOptions> options,
    MachineClock machine,
    ILogger<MessagesRoute> logger)
{
    private const string CardAction = "adaptiveCard/action";
    private const string Execute = "Action.Execute";
    private const int RetrySeconds = 2;

    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reading = await authenticator.ReadAsync(request.Headers.Authorization, cancellationToken).ConfigureAwait(false);
        if (reading.Caller is not { } caller)
            return Refuse(reading.Status, reading.Reason);
        var limit = options.Value.MaxBodyBytes;
        if (request.ContentLength > limit || await BoundedBody.ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } body)
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
        if (!rate.Take(ReferenceIds.Conversation(caller, activity)))
            return Refuse(StatusCodes.Status429TooManyRequests, "too-fast");
        try
        {
            return await AnswerAsync(caller, activity, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            BotFrameworkLog.StoreAway(logger);
            return new Later();
        }

        IResult Refuse(int status, string reason)
        {
            BotFrameworkLog.Refused(logger, status, reason);
            return status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests ? new Later(status) : Results.StatusCode(status);
        }
    }

    private Task<IResult> AnswerAsync(Caller caller, InboundActivity activity, CancellationToken cancellationToken) => activity switch
    {
        { IsInvoke: true } => InvokeAsync(caller, activity, cancellationToken),
        // A calling bot's conversation is over for good; a channel's goes on with the next message.
        { IsRemoval: true } => ForgetAsync(caller, activity, cancellationToken),
        { IsEnd: true } when caller.Family == TokenFamily.Skill => ForgetAsync(caller, activity, cancellationToken),
        { SaysSomething: true } or { IsArrival: true, IsGroup: false } => TalkAsync(caller, activity, cancellationToken),
        { Type: "conversationUpdate" or "installationUpdate" } => RememberAsync(caller, activity, cancellationToken),
        _ => Task.FromResult(Results.StatusCode(StatusCodes.Status200OK)),
    };

    private async Task<IResult> ForgetAsync(Caller caller, InboundActivity activity, CancellationToken cancellationToken)
    {
        await turns.ForgetAsync(caller, activity, cancellationToken).ConfigureAwait(false);
        return Results.StatusCode(StatusCodes.Status200OK);
    }

    private async Task<IResult> RememberAsync(Caller caller, InboundActivity activity, CancellationToken cancellationToken)
    {
        await turns.RememberAsync(caller, activity, cancellationToken).ConfigureAwait(false);
        return Results.StatusCode(StatusCodes.Status200OK);
    }

    private async Task<IResult> TalkAsync(Caller caller, InboundActivity activity, CancellationToken cancellationToken)
    {
        var conversationId = await turns.RememberAsync(caller, activity, cancellationToken).ConfigureAwait(false);
        var messageId = turns.MessageIdOf(activity);
        if (!activity.ExpectsReplies)
        {
            var outcome = await turns.TakeAsync(caller, activity, conversationId, messageId, null, cancellationToken).ConfigureAwait(false);
            BotFrameworkLog.Taken(logger, conversationId, outcome);
            return outcome == TurnOutcome.Busy ? new Later() : Results.StatusCode(StatusCodes.Status200OK);
        }
        if (inline.Open(conversationId, messageId) is not { } exchange)
            return new Later();
        try
        {
            var outcome = await turns.TakeAsync(caller, activity, conversationId, messageId, exchange.Expect, cancellationToken).ConfigureAwait(false);
            BotFrameworkLog.Taken(logger, conversationId, outcome);
            if (outcome == TurnOutcome.Busy)
                return new Later();
            var wait = outcome == TurnOutcome.Accepted ? options.Value.ReplyPatience : TimeSpan.Zero;
            var replies = await exchange.FinishAsync(wait, machine.Time, cancellationToken).ConfigureAwait(false);
            return Results.Json(new JsonObject { ["activities"] = new JsonArray([.. replies]) }, WireJson.Options);
        }
        finally
        {
            exchange.Close();
        }
    }

    private async Task<IResult> InvokeAsync(Caller caller, InboundActivity activity, CancellationToken cancellationToken)
    {
        if (activity.Name != CardAction)
            return Results.StatusCode(StatusCodes.Status501NotImplemented);
        if (activity.Value?["action"] is not JsonObject action)
            return InvokeAnswer.BadRequest;
        if (action.Text("type") != Execute)
            return InvokeAnswer.NotSupported;
        if (!InboundReader.TryReadExecute(action, out var pressed))
            return InvokeAnswer.BadRequest;
        var conversationId = await turns.RememberAsync(caller, activity, cancellationToken).ConfigureAwait(false);
        var taken = activity with { Action = pressed, Text = "" };
        // The answers go into the conversation, where they stay; a receipt must not be in a note that fades.
        var outcome = await turns.TakeAsync(caller, taken, conversationId, turns.MessageIdOf(taken), null, cancellationToken).ConfigureAwait(false);
        BotFrameworkLog.Taken(logger, conversationId, outcome);
        return outcome == TurnOutcome.Busy ? new Later() : InvokeAnswer.Taken;
    }

    /// <summary>An empty answer that says when to come again.</summary>
    private sealed class Later(int status = StatusCodes.Status503ServiceUnavailable) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }
    }
}
