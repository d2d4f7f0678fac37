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

    /// <summary>The result of a send that ended with this code.</summary>
    public static SendResult Judge(int code)
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
