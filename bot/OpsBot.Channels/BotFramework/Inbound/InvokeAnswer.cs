using Microsoft.AspNetCore.Http;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>Answers of <c>adaptiveCard/action</c>, in the shape that clients read.</summary>
internal static class InvokeAnswer
{
    /// <summary>Taken; what it led to is said in the conversation, where it stays.</summary>
    public static IResult Taken => Of(StatusCodes.Status200OK, "application/vnd.microsoft.activity.message", ChannelTexts.ActionTaken);

    public static IResult NotSupported => Error("NotSupported", ChannelTexts.ActionNotSupported);

    public static IResult BadRequest => Error("BadRequest", ChannelTexts.ActionUnreadable);

    private static IResult Error(string code, string message) =>
        Of(StatusCodes.Status400BadRequest, "application/vnd.microsoft.error", new { code, message });

    private static IResult Of(int status, string type, object value) =>
        Results.Json(new { statusCode = status, type, value }, WireJson.Options, statusCode: status);
}
