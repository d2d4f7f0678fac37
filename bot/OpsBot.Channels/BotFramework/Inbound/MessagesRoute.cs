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

    public async Task PostAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        await answer.ExecuteAsync(context).ConfigureAwait(false);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
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
        var place = InboundPlace.Of(caller, activity);
        if (!rate.Take(place.ConversationId))
            return Refuse(StatusCodes.Status429TooManyRequests, "too-fast");
        try
        {
            return await AnswerAsync(caller, activity, place, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            BotFrameworkLog.StoreAway(logger);
            return EmptyAnswer.Later;
        }

        IResult Refuse(int status, string reason)
        {
            BotFrameworkLog.Refused(logger, status, reason);
            return new EmptyAnswer(status);
        }
    }

    private Task<IResult> AnswerAsync(Caller caller, InboundActivity activity, InboundPlace place, CancellationToken cancellationToken) => activity switch
    {
        { IsInvoke: true } => InvokeAsync(caller, activity, place, cancellationToken),
        // A calling bot's conversation is over for good; a channel's goes on with the next message.
        { IsRemoval: true } => ForgetAsync(activity, place, cancellationToken),
        { IsEnd: true } when caller.Family == TokenFamily.Skill => ForgetAsync(activity, place, cancellationToken),
        { SaysSomething: true } or { IsArrival: true, IsGroup: false } => TalkAsync(caller, activity, place, cancellationToken),
        { Type: "conversationUpdate" or "installationUpdate" } => RememberAsync(caller, activity, place, cancellationToken),
        _ => Task.FromResult<IResult>(EmptyAnswer.Ok),
    };

    private async Task<IResult> ForgetAsync(InboundActivity activity, InboundPlace place, CancellationToken cancellationToken)
    {
        await turns.ForgetAsync(activity, place, cancellationToken).ConfigureAwait(false);
        return EmptyAnswer.Ok;
    }

    private async Task<IResult> RememberAsync(Caller caller, InboundActivity activity, InboundPlace place, CancellationToken cancellationToken)
    {
        await turns.RememberAsync(caller, activity, place, cancellationToken).ConfigureAwait(false);
        return EmptyAnswer.Ok;
    }

    private async Task<IResult> TalkAsync(Caller caller, InboundActivity activity, InboundPlace place, CancellationToken cancellationToken)
    {
        await turns.RememberAsync(caller, activity, place, cancellationToken).ConfigureAwait(false);
        var messageId = turns.MessageIdOf(activity);
        if (!activity.ExpectsReplies)
        {
            var outcome = await turns.TakeAsync(activity, place, messageId, null, cancellationToken).ConfigureAwait(false);
            BotFrameworkLog.Taken(logger, place.ConversationId, outcome);
            return outcome == TurnOutcome.Busy ? EmptyAnswer.Later : EmptyAnswer.Ok;
        }
        if (inline.Open(place.ConversationId, messageId) is not { } exchange)
            return EmptyAnswer.Later;
        try
        {
            var outcome = await turns.TakeAsync(activity, place, messageId, exchange.Expect, cancellationToken).ConfigureAwait(false);
            BotFrameworkLog.Taken(logger, place.ConversationId, outcome);
            if (outcome == TurnOutcome.Busy)
                return EmptyAnswer.Later;
            var wait = outcome == TurnOutcome.Accepted ? options.Value.ReplyPatience : TimeSpan.Zero;
            var replies = await exchange.FinishAsync(wait, machine.Time, cancellationToken).ConfigureAwait(false);
            return Results.Json(new JsonObject { ["activities"] = new JsonArray([.. replies.Select(r => JsonNode.Parse(r.Span))]) }, WireJson.Options);
        }
        finally
        {
            exchange.Close();
        }
    }

    private async Task<IResult> InvokeAsync(Caller caller, InboundActivity activity, InboundPlace place, CancellationToken cancellationToken)
    {
        if (activity.Name != CardAction)
            return new EmptyAnswer(StatusCodes.Status501NotImplemented);
        if (activity.Value?["action"] is not JsonObject action)
            return InvokeAnswer.BadRequest;
        if (action.Text("type") != Execute)
            return InvokeAnswer.NotSupported;
        if (!InboundReader.TryReadExecute(action, out var pressed))
            return InvokeAnswer.BadRequest;
        await turns.RememberAsync(caller, activity, place, cancellationToken).ConfigureAwait(false);
        var taken = activity with { Action = pressed, Text = "" };
        // The answers go into the conversation, where they stay; a receipt must not be in a note that fades.
        var outcome = await turns.TakeAsync(taken, place, turns.MessageIdOf(taken), null, cancellationToken).ConfigureAwait(false);
        BotFrameworkLog.Taken(logger, place.ConversationId, outcome);
        return outcome == TurnOutcome.Busy ? EmptyAnswer.Later : InvokeAnswer.Taken;
    }
}
