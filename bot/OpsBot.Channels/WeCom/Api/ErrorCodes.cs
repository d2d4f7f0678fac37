using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>
/// What each error code means for a message. Only the number decides; the vendor's text may change. A code that is not
/// listed is tried again, so that nothing is lost by an unknown word.
/// </summary>
internal static class ErrorCodes
{
    /// <summary>The token is used up: fetch another and try once more.</summary>
    public static bool IsTokenFault(int code) => code is 40014 or 42001 or 41001;

    // A wrong secret, an address that is not allowed: an administrator must act, and the message waits for that.
    private static readonly TimeSpan UntilSomebodyActs = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MinuteLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TooManyAtOnce = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan HttpLimit = TimeSpan.FromSeconds(60);

    /// <summary>WeCom drops without an error what is over the 30 messages a minute for a member, and never says who read what.</summary>
    public static SendResult Accepted { get; } = new SendResult.Accepted("accepted-delivery-unknown");

    /// <summary>The answer with what it means.</summary>
    public static VendorAnswer Judge(VendorAnswer answer) => answer switch
    {
        { Fault: { } fault } => answer with { Verdict = new SendResult.TryLater(fault == VendorAnswer.NoAnswer ? "wecom-unreachable" : $"wecom-{fault}") },
        { Status: 429 } => answer with { Verdict = new SendResult.Throttled("wecom-429", answer.RetryAfter ?? HttpLimit) },
        { Status: not 200 } => answer with { Verdict = new SendResult.TryLater($"wecom-http-{answer.Status}") },
        // A missing code is success, as the vendor's own packages take it.
        { Body: { } body } when body["errcode"] is null => answer with { Verdict = Accepted },
        _ => CodeOf(answer) switch
        {
            0 => answer with { Verdict = Accepted },
            { } code => answer with { Verdict = ResultOf(code), IsTokenFault = IsTokenFault(code) },
            null => Unclear(answer),
        },
    };

    /// <summary>Nothing that can be read; whether it was done is unknown.</summary>
    public static VendorAnswer Unclear(VendorAnswer answer) => answer with { Verdict = new SendResult.TryLater("wecom-bad-answer") };

    /// <summary>The vendor's code; null when there is none.</summary>
    public static int? CodeOf(VendorAnswer answer) => answer is { Status: 200, Body: { } body } && body["errcode"] is JsonValue value && value.TryGetValue(out int code) ? code : null;

    /// <summary>The code of what went wrong.</summary>
    public static string Reason(VendorAnswer answer) => answer.Verdict switch
    {
        SendResult.TryLater later => later.Reason,
        SendResult.Throttled slow => slow.Reason,
        SendResult.Refused refused => refused.Reason,
        _ => "ok",
    };

    /// <summary>Taken with errcode 0, and perhaps still not for this person.</summary>
    public static SendResult OfReceivers(JsonObject body) => body switch
    {
        _ when body.Text("invaliduser") is not null => new SendResult.Refused("wecom-invalid-user"),
        _ when body.Text("unlicenseduser") is not null => new SendResult.Refused("wecom-unlicensed-user"),
        _ => Accepted,
    };

    private static SendResult ResultOf(int code)
    {
        var reason = $"wecom-{code}";
        return code switch
        {
            // Busy.
            -1 => new SendResult.TryLater(reason),
            // Limits of a minute block for 60 seconds; longer ones answer the same code again.
            45009 or 45011 => new SendResult.Throttled(reason, MinuteLimit, RateScope.App),
            45033 => new SendResult.Throttled(reason, TooManyAtOnce, RateScope.App),
            // Secret, organisation, application, address, permission of the application, token still refused.
            40001 or 40013 or 40014 or 40056 or 41001 or 42001 or 48002 or 60020 or 301002 => new SendResult.TryLater(reason, UntilSomebodyActs),
            // The message itself: no such person or group, out of sight, empty, too long, not understood, robot removed.
            40003 or 40008 or 40031 or 40058 or 44004 or 45002 or 60011 or 60111 or 81013 or 82001 or 86001 or 93000 => new SendResult.Refused(reason),
            _ => new SendResult.TryLater(reason),
        };
    }
}
