using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Refusals in the shape that Direct Line clients read: <c>{"error":{"code","message"}}</c>.</summary>
internal static class DirectLineErrors
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(2);

    public static IResult NoToken => Of(StatusCodes.Status401Unauthorized, "MissingToken", ChannelTexts.NoToken);

    public static IResult BadToken => Of(StatusCodes.Status403Forbidden, "BadToken", ChannelTexts.BadToken);

    public static IResult TokenExpired => Of(StatusCodes.Status403Forbidden, "TokenExpired", ChannelTexts.TokenExpired);

    public static IResult OtherConversation => Of(StatusCodes.Status403Forbidden, "OtherConversation", ChannelTexts.OtherConversation);

    public static IResult OtherOrigin => Of(StatusCodes.Status403Forbidden, "OtherOrigin", ChannelTexts.OtherOrigin);

    public static IResult NoSecretConfigured => Of(StatusCodes.Status403Forbidden, "SecretNotConfigured", ChannelTexts.NoSecretConfigured);

    public static IResult BadSecret => Of(StatusCodes.Status403Forbidden, "BadSecret", ChannelTexts.BadSecret);

    public static IResult NotAStream => Of(StatusCodes.Status400BadRequest, "WebSocketRequired", ChannelTexts.NotAStream);

    public static IResult TooManyStreams => new Waiting(Of(StatusCodes.Status503ServiceUnavailable, "TooManyStreams", ChannelTexts.TooManyStreams), StoreRetry);

    public static IResult FileTypeNotTaken => Of(StatusCodes.Status415UnsupportedMediaType, "FileTypeNotTaken", ChannelTexts.FileTypeNotTaken);

    public static IResult NoSuchFile => Of(StatusCodes.Status404NotFound, "NoSuchFile", ChannelTexts.NoSuchFile);

    public static IResult Ended => Of(StatusCodes.Status404NotFound, "ConversationEnded", ChannelTexts.ConversationEnded);

    public static IResult NoPublicEntrance => Of(StatusCodes.Status404NotFound, "NoPublicEntrance", ChannelTexts.NoPublicEntrance);

    public static IResult Busy => new Waiting(Of(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", ChannelTexts.Busy), StoreRetry);

    public static IResult StoreAway => new Waiting(Of(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", ChannelTexts.StoreAway), StoreRetry);

    public static IResult VisitIsFull => Of(StatusCodes.Status413PayloadTooLarge, "VisitTooBig", ChannelTexts.VisitIsFull);

    public static IResult HourIsFull => new Waiting(Of(StatusCodes.Status429TooManyRequests, "TooManyVisits", ChannelTexts.HourIsFull), TimeSpan.FromMinutes(10));

    public static IResult TooLarge(int bytes) => Of(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", ChannelTexts.BodyTooLarge(bytes / 1024));

    public static IResult FileTooLarge(int bytes) => Of(StatusCodes.Status413PayloadTooLarge, "FileTooBig", ChannelTexts.FileTooLarge(bytes / 1024));

    public static IResult TooManyFiles(int most) => Of(StatusCodes.Status413PayloadTooLarge, "TooManyFiles", ChannelTexts.TooManyFiles(most));

    public static IResult Malformed(string message) => Of(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static IResult TooFast(TimeSpan after) => new Waiting(Of(StatusCodes.Status429TooManyRequests, "TooManyRequests", ChannelTexts.TooFast), after);

    private static IResult Of(int status, string code, string message) =>
        Results.Json(new { error = new { code, message } }, WireJson.Options, statusCode: status);

    /// <summary>Says when to come again.</summary>
    private sealed class Waiting(IResult inner, TimeSpan after) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds));
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return inner.ExecuteAsync(httpContext);
        }
    }
}
