using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Channels.WeCom.Passive;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>
/// Takes callbacks. The commit comes first: WeCom hears "received" only when the turn is stored. If its answer is ready
/// soon enough it rides on the response, else it goes by the API.
/// </summary>
internal sealed class CallbackRoute(
    CallbackOpener opener, ReplayGuard guard, WeComTurns turns, PassiveSlots slots, CallbackAnswers answers, WeComApi api,
    IOptions<WeComOptions> options, MachineClock machine, ILogger<CallbackRoute> logger)
{
    private const int RobotAnswerBytes = 20_480;

    /// <summary>WeCom asks whether the address is ours.</summary>
    public IResult Verify(HttpRequest request)
    {
        var (echo, refusal) = opener.OpenEcho(request);
        return echo is not null ? Results.Text(echo) : Refuse(refusal);
    }

    /// <summary>A message or an event.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var arrived = machine.Time.GetTimestamp();
        var (message, refusal) = await opener.OpenAsync(context.Request, context.RequestAborted).ConfigureAwait(false);
        if (message is null)
        {
            await Refuse(refusal).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }
        var taken = false;
        try
        {
            taken = await AnswerAsync(context, message, arrived).ConfigureAwait(false);
        }
        finally
        {
            if (!taken)
                guard.Forget(context.Request.Query["msg_signature"].ToString());
        }
    }

    /// <summary>True when WeCom was told that it is taken.</summary>
    private async Task<bool> AnswerAsync(HttpContext context, CallbackMessage message, long arrived)
    {
        if (message.Kind is CallbackKind.Ignored or CallbackKind.Unreadable || !turns.Knows(message))
        {
            var word = message.Kind switch
            {
                CallbackKind.Ignored => CallbackAnswers.Empty,
                CallbackKind.Unreadable when message.ChatId is null => answers.Text(message, WeComTexts.TextOnly),
                CallbackKind.Unreadable => CallbackAnswers.Empty,
                _ => answers.Text(message, WeComTexts.UnknownGroup),
            };
            await word.ExecuteAsync(context).ConfigureAwait(false);
            return true;
        }
        var slot = message.Kind == CallbackKind.Press || message.ChatId is not null
            ? null
            : slots.Open(message.UserId, message.Id, new PassiveSlot(message.IsRobot, message.IsRobot ? RobotAnswerBytes : options.Value.TextBytes));
        try
        {
            return await TurnAsync(context, message, slot, arrived).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            WeComLog.StoreAway(logger);
            await CallbackAnswers.NotStored.ExecuteAsync(context).ConfigureAwait(false);
            return false;
        }
        finally
        {
            if (slot is not null)
                slots.Close(message.UserId, message.Id, slot);
        }
    }

    private async Task<bool> TurnAsync(HttpContext context, CallbackMessage message, PassiveSlot? slot, long arrived)
    {
        var outcome = await turns.TakeAsync(message, context.RequestAborted).ConfigureAwait(false);
        WeComLog.Taken(logger, message.Id, outcome);
        if (outcome == TurnOutcome.Busy)
        {
            await CallbackAnswers.NotStored.ExecuteAsync(context).ConfigureAwait(false);
            return false;
        }
        var left = options.Value.PassiveBudget - machine.Time.GetElapsedTime(arrived);
        if (message is { Kind: CallbackKind.Press, Title.Length: > 0 })
            await GreyAsync(context, message, left).ConfigureAwait(false);
        else if (outcome == TurnOutcome.Duplicate)
            await RepeatAsync(context, message).ConfigureAwait(false);
        else
            await ReplyAsync(context, message, slot, left).ConfigureAwait(false);
        return true;
    }

    private async Task ReplyAsync(HttpContext context, CallbackMessage message, PassiveSlot? slot, TimeSpan left)
    {
        var text = slot is null ? null : await slot.TakeAsync(left).ConfigureAwait(false);
        var answer = text is null ? CallbackAnswers.Empty : answers.Text(message, text);
        await answer.ExecuteAsync(context).ConfigureAwait(false);
        await context.Response.CompleteAsync().ConfigureAwait(false);
        if (text is null || slot is null || context.RequestAborted.IsCancellationRequested)
            return;
        slots.Remember(message.UserId, message.Id, text);
        slot.Written(true);
    }

    private Task RepeatAsync(HttpContext context, CallbackMessage message) =>
        (slots.Recall(message.UserId, message.Id) is { } same ? answers.Text(message, same) : CallbackAnswers.Empty).ExecuteAsync(context);

    private async Task GreyAsync(HttpContext context, CallbackMessage message, TimeSpan left)
    {
        var title = PlainWords.Of(WeComTexts.Pressed(message.Title));
        var rides = !message.IsRobot && left > TimeSpan.Zero;
        await (rides ? answers.UpdateButton(message, title) : CallbackAnswers.Empty).ExecuteAsync(context).ConfigureAwait(false);
        // WeCom no longer listens to this response; the card is changed by its code instead.
        if (!rides && message.ResponseCode is { } code)
            await api.UpdateButtonAsync(message.UserId, code, title, CancellationToken.None).ConfigureAwait(false);
    }

    private IResult Refuse(CallbackRefusal refusal)
    {
        WeComLog.Refused(logger, refusal);
        return CallbackAnswers.Refused(refusal);
    }
}
