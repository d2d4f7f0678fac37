using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>An answer of a status alone; with one that asks to come again also when.</summary>
internal sealed class EmptyAnswer(int status) : IResult
{
    private const int RetrySeconds = 2;
    private static readonly string RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>It is on disk, or there is nothing to do.</summary>
    public static EmptyAnswer Ok { get; } = new(StatusCodes.Status200OK);

    /// <summary>Nothing was done; the same may be sent again.</summary>
    public static EmptyAnswer Later { get; } = new(StatusCodes.Status503ServiceUnavailable);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            httpContext.Response.Headers.RetryAfter = RetryAfter;
        return Task.CompletedTask;
    }
}
