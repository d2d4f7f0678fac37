using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.DingTalk;

/// <summary>What the vendor's codes mean for a message: slow down, never, or later. What is not listed may work later.</summary>
internal static class DingTalkErrors
{
    private static readonly SendResult Done = new SendResult.Accepted();
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AddressBlock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RobotPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuotaPause = TimeSpan.FromHours(1);

    private static readonly string[] TokenCodes = ["InvalidAuthentication", "invalidAuthentication", "AuthenticationFailed.Token", "Forbidden.AccessDenied.TokenExpired", "40014", "42001", "88"];
    private static readonly string[] QuotaCodes = ["Forbidden.AccessDenied.ApiCountLimitForOrg", "90020"];
    private static readonly string[] RobotCodes = ["130101", "90030"];
    private static readonly string[] PermanentPrefixes =
        ["invalidParameter", "InvalidParameter", "MissingParameter", "invalid.", "param.", "Forbidden.AccessDenied", "bot.stopped", "robot.", "too.many.people", "processQueryKey.", "resource.not.found", "staffId.notExisted"];

    /// <summary>The answer with what it means.</summary>
    /// <param name="answer">Not judged yet.</param>
    /// <param name="scope">Whose limit a robot's own codes are about.</param>
    public static VendorAnswer Judge(VendorAnswer answer, RateScope scope)
    {
        var code = answer.Code;
        var refused = answer.Status == 401 || TokenCodes.Contains(code);
        return answer with { IsTokenFault = refused, Verdict = IsDone(answer, code) ? Done : ToResult(answer, code, refused, scope) };
    }

    // A success in both shapes: HTTP 2xx and, where there is one, errcode 0.
    private static bool IsDone(VendorAnswer answer, string code) =>
        answer is { Status: >= 200 and < 300, Body: { } body } && (body["errcode"] is null || code == "0");

    private static SendResult ToResult(VendorAnswer answer, string code, bool refused, RateScope scope) => answer switch
    {
        { Status: 0 } => new SendResult.TryLater(answer.Fault ?? VendorAnswer.NoAnswer),
        _ when refused => new SendResult.TryLater($"token-{code}"),
        _ when QuotaCodes.Contains(code) => new SendResult.Throttled(code, answer.RetryAfter ?? QuotaPause),
        _ when RobotCodes.Contains(code) => new SendResult.Throttled(code, answer.RetryAfter ?? RobotPause, scope),
        _ when IsThrottle(answer, code) => new SendResult.Throttled(code, answer.RetryAfter ?? ShortPause),
        // The vendor's guard blocks an address with a page instead of an answer.
        { Body: null, Status: >= 200 and < 300 or 403 } => new SendResult.Throttled("address-block", answer.RetryAfter ?? AddressBlock),
        { Status: >= 500 } => new SendResult.TryLater($"http-{answer.Status}", answer.RetryAfter),
        _ when PermanentPrefixes.Any(p => code.StartsWith(p, StringComparison.Ordinal)) => new SendResult.Refused(code),
        { Status: 400 or 404 } => new SendResult.Refused($"http-{answer.Status}-{code}"),
        _ => new SendResult.TryLater($"http-{answer.Status}-{code}"),
    };

    private static bool IsThrottle(VendorAnswer answer, string code) =>
        answer.Status == 429 || code is "90002" or "90018" or "90019" || code.StartsWith("Throttling", StringComparison.Ordinal)
        || code.Contains("QpsLimit", StringComparison.OrdinalIgnoreCase) || code.Contains("too.fast", StringComparison.OrdinalIgnoreCase);
}
