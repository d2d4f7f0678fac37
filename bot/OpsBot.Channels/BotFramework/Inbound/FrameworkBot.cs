using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>
/// The SDK's bot: every kind of activity becomes a turn of ours, is remembered or is nothing. Its answers leave by the outbox,
/// so that nothing is said twice or lost; only <c>expectReplies</c> waits for them here.
/// </summary>
internal sealed class FrameworkBot(InboundTurns turns, InlineReplies inline, IOptions<BotFrameworkOptions> options, MachineClock machine, ILogger<FrameworkBot> logger) : ActivityHandler
{
    private const string CardAction = "adaptiveCard/action";

    /// <summary>Nothing was done; the same may be sent again.</summary>
    public static InvokeResponse Later { get; } = new() { Status = StatusCodes.Status503ServiceUnavailable };

    protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        Of(turnContext).SaysSomething ? TalkAsync(turnContext, cancellationToken) : Task.CompletedTask;

    protected override Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) => Of(turnContext) switch
    {
        { IsRemoval: true } activity => turns.ForgetAsync(activity, cancellationToken),
        { IsArrival: true, IsGroup: false } => TalkAsync(turnContext, cancellationToken),
        var activity => turns.RememberAsync(CallerOf(turnContext), activity, cancellationToken),
    };

    // An upgrade removes too, and adds again.
    protected override Task OnInstallationUpdateActivityAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        turnContext.Activity.Action == "remove" ? turns.ForgetAsync(Of(turnContext), cancellationToken) : turns.RememberAsync(CallerOf(turnContext), Of(turnContext), cancellationToken);

    // A calling bot's conversation is over for good; a channel's goes on with the next message.
    protected override Task OnEndOfConversationActivityAsync(ITurnContext<IEndOfConversationActivity> turnContext, CancellationToken cancellationToken) =>
        CallerOf(turnContext).Family == TokenFamily.Skill ? turns.ForgetAsync(Of(turnContext), cancellationToken) : Task.CompletedTask;

    protected override async Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        if (turnContext.Activity.Name != CardAction)
            return new InvokeResponse { Status = StatusCodes.Status501NotImplemented };
        var answer = await base.OnInvokeActivityAsync(turnContext, cancellationToken).ConfigureAwait(false);
        if (answer.Body is AdaptiveCardInvokeResponse { Value: Error error } refused)
        {
            answer.Status = refused.StatusCode;
            error.Message = error.Code == "NotSupported" ? ChannelTexts.ActionNotSupported : ChannelTexts.ActionUnreadable;
        }
        return answer;
    }

    protected override async Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext<IInvokeActivity> turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken)
    {
        if (!InboundReader.TryReadExecute(invokeValue.Action, out var pressed))
            return new AdaptiveCardInvokeResponse { StatusCode = StatusCodes.Status400BadRequest, Type = "application/vnd.microsoft.error", Value = new Error("BadRequest") };
        var activity = Of(turnContext);
        (activity.Pressed, activity.Typed) = (pressed, "");
        await turns.RememberAsync(CallerOf(turnContext), activity, cancellationToken).ConfigureAwait(false);
        // What it led to is said in the conversation, where it stays; a receipt must not be in a note that fades.
        await TakeAsync(turnContext, turns.MessageIdOf(activity), null, cancellationToken).ConfigureAwait(false);
        return new AdaptiveCardInvokeResponse { StatusCode = StatusCodes.Status200OK, Type = "application/vnd.microsoft.activity.message", Value = ChannelTexts.ActionTaken };
    }

    private async Task TalkAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var activity = Of(turn);
        await turns.RememberAsync(CallerOf(turn), activity, cancellationToken).ConfigureAwait(false);
        var messageId = turns.MessageIdOf(activity);
        if (activity.DeliveryMode != DeliveryModes.ExpectReplies)
        {
            await TakeAsync(turn, messageId, null, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (inline.Open(activity.Place.ConversationId, messageId) is not { } exchange)
        {
            turn.TurnState.Set(Later);
            return;
        }
        try
        {
            var outcome = await TakeAsync(turn, messageId, exchange.Expect, cancellationToken).ConfigureAwait(false);
            var replies = await exchange.FinishAsync(outcome == TurnOutcome.Accepted ? options.Value.ReplyPatience : TimeSpan.Zero, machine.Time, cancellationToken).ConfigureAwait(false);
            if (replies.Length > 0)
                await turn.SendActivitiesAsync(replies, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            exchange.Close();
        }
    }

    private async Task<TurnOutcome> TakeAsync(ITurnContext turn, string messageId, Action<IReadOnlyList<string>>? onQueued, CancellationToken cancellationToken)
    {
        var activity = Of(turn);
        var outcome = await turns.TakeAsync(activity, messageId, onQueued, cancellationToken).ConfigureAwait(false);
        BotFrameworkLog.Taken(logger, activity.Place.ConversationId, outcome);
        if (outcome == TurnOutcome.Busy)
            turn.TurnState.Set(Later);
        return outcome;
    }

    private static InboundActivity Of(ITurnContext turn) => (InboundActivity)turn.Activity;

    private static Caller CallerOf(ITurnContext turn) => (Caller)turn.TurnState.Get<System.Security.Principal.IIdentity>(BotAdapter.BotIdentityKey);
}
