using System.Net.Http.Headers;

namespace OpsBot.Channels;

/// <summary>Reads <c>Retry-After</c> in both of its forms.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null where the platform did not say. An instant is counted from the platform's own clock.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } until } when headers.Date is { } now && until > now => until - now,
        _ => null,
    };
}
