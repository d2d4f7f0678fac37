using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk;

/// <summary><c>/hooks/dingtalk</c>: messages, presses of cards and events. 200 only when it is on disk, or was before.</summary>
internal sealed class CallbackRoute(
    DingTalkTurns turns, EventHook events, MachineClock machine, IOptions<DingTalkOptions> options, ILogger<CallbackRoute> logger)
{
    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var result = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is IStatusCodeHttpResult { StatusCode: >= 400 and { } status })
            DingTalkLog.CallbackRefused(logger, status);
        return result;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var isEvent = EventHook.IsEvent(request);
        if (!isEvent && !RobotSignature.IsGood(request.Headers["timestamp"], request.Headers["sign"], settings.ClientSecret, machine.Now, settings.CallbackWindow))
            return HookAnswers.BadSignature;
        if (!isEvent && settings.Mode != DingTalkMode.Callback)
            return HookAnswers.NotUnderstood;
        if (request.ContentLength > settings.MaxBodyBytes || await BoundedBody.ReadAsync(request.Body, settings.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return HookAnswers.TooLarge(settings.MaxBodyBytes);
        if (WireJson.ReadObject(bytes) is not { } body)
            return HookAnswers.NotJson;
        try
        {
            return isEvent ? events.Take(request, body) : await TakeAsync(body, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            DingTalkLog.StoreAway(logger);
            return HookAnswers.StoreAway;
        }
    }

    private async Task<IResult> TakeAsync(JsonObject body, CancellationToken cancellationToken)
    {
        if (body.Text("outTrackId") is not null)
        {
            if (CardPressReader.Read(body) is not { } press)
                return HookAnswers.NotUnderstood;
            return await turns.TakeAsync(press, cancellationToken).ConfigureAwait(false) == TurnOutcome.Busy
                ? HookAnswers.Busy
                : Results.Json(PressedCard(press), WireJson.Options);
        }
        if (RobotMessageReader.Read(body) is not { } message)
            return HookAnswers.NotUnderstood;
        if (turns.IsTooOld(message))
            return HookAnswers.TooOld;
        return await turns.TakeAsync(message, cancellationToken).ConfigureAwait(false) == TurnOutcome.Busy ? HookAnswers.Busy : HookAnswers.Good;
    }

    /// <summary>The answer that changes the card in place: its buttons go and it says what was pressed.</summary>
    public static JsonObject PressedCard(CardPress press)
    {
        var status = press.Title.Length > 0 ? $"{MessengerTexts.Done}：{PlainRendering.Head(press.Title, 60)}" : MessengerTexts.Done;
        return new JsonObject
        {
            ["cardUpdateOptions"] = new JsonObject { ["updateCardDataByKey"] = true },
            ["cardData"] = new JsonObject { ["cardParamMap"] = CardContent.Pressed(status) },
        };
    }
}
