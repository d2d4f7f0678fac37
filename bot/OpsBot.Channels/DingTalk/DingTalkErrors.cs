using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.DingTalk;

/// <summary>What the vendor's codes mean for a message: slow down, never, or later. What is not listed may work later.</summary>
internal static class DingTalkErrors
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AddressBlock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RobotPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuotaPause = TimeSpan.FromHours(1);

    private static readonly string[] TokenCodes = ["InvalidAuthentication", "invalidAuthentication", "AuthenticationFailed.Token", "Forbidden.AccessDenied.TokenExpired", "40014", "42001", "88"];
    private static readonly string[] QuotaCodes = ["Forbidden.AccessDenied.ApiCountLimitForOrg", "90020"];
    private static readonly string[] RobotCodes = ["130101", "90030"];
    private static readonly string[] PermanentPrefixes =
        ["invalidParameter", "InvalidParameter", "MissingParameter", "invalid.", "param.", "Forbidden.AccessDenied", "bot.stopped", "robot.", "too.many.people", "processQueryKey.", "resource.not.found", "staffId.notExisted"];

    /// <summary>The access token was refused: a new one may help.</summary>
    public static bool IsToken(VendorAnswer answer) => answer.Status == 401 || TokenCodes.Contains(answer.Code);

    /// <summary>The result of a send that was not accepted.</summary>
    public static SendResult ToResult(VendorAnswer answer, RateScope scope = RateScope.App) => answer switch
    {
        { Status: 0 } => new SendResult.TryLater("no-answer"),
        _ when IsToken(answer) => new SendResult.TryLater($"token-{answer.Code}"),
        _ when QuotaCodes.Contains(answer.Code) => new SendResult.Throttled(answer.Code, answer.RetryAfter ?? QuotaPause),
        _ when RobotCodes.Contains(answer.Code) => new SendResult.Throttled(answer.Code, answer.RetryAfter ?? RobotPause, scope),
        _ when IsThrottle(answer) => new SendResult.Throttled(answer.Code, answer.RetryAfter ?? ShortPause),
        // The vendor's guard blocks an address with a page instead of an answer.
        { Body: null, Status: >= 200 and < 300 or 403 } => new SendResult.Throttled("address-block", answer.RetryAfter ?? AddressBlock),
        { Status: >= 500 } => new SendResult.TryLater($"http-{answer.Status}", answer.RetryAfter),
        _ when PermanentPrefixes.Any(p => answer.Code.StartsWith(p, StringComparison.Ordinal)) => new SendResult.Refused(answer.Code),
        { Status: 400 or 404 } => new SendResult.Refused($"http-{answer.Status}-{answer.Code}"),
        _ => new SendResult.TryLater($"http-{answer.Status}-{answer.Code}"),
    };

    private static bool IsThrottle(VendorAnswer answer) =>
        answer.Status == 429 || answer.Code is "90002" or "90018" or "90019" || answer.Code.StartsWith("Throttling", StringComparison.Ordinal)
        || answer.Code.Contains("QpsLimit", StringComparison.OrdinalIgnoreCase) || answer.Code.Contains("too.fast", StringComparison.OrdinalIgnoreCase);
}
