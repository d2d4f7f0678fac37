using Microsoft.AspNetCore.Http;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk;

/// <summary>Answers to a platform's calls, in the shape <c>{"errcode","errmsg"}</c>.</summary>
internal static class HookAnswers
{
    public static IResult Good => Of(StatusCodes.Status200OK, "ok");

    public static IResult BadSignature => Of(StatusCodes.Status401Unauthorized, MessengerTexts.BadSignature);

    public static IResult TooOld => Of(StatusCodes.Status403Forbidden, MessengerTexts.TooOld);

    public static IResult NotJson => Of(StatusCodes.Status400BadRequest, ChannelTexts.NotJson);

    public static IResult NotUnderstood => Of(StatusCodes.Status400BadRequest, MessengerTexts.NotUnderstood);

    public static IResult TooLarge(int bytes) => Of(StatusCodes.Status413PayloadTooLarge, ChannelTexts.BodyTooLarge(bytes / 1024));

    public static IResult StoreAway => Of(StatusCodes.Status503ServiceUnavailable, ChannelTexts.StoreAway);

    public static IResult Busy => Of(StatusCodes.Status503ServiceUnavailable, ChannelTexts.Busy);

    private static IResult Of(int status, string message) =>
        Results.Json(new { errcode = status == StatusCodes.Status200OK ? 0 : status, errmsg = message }, WireJson.Options, statusCode: status);
}
