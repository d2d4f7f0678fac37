using System.Net;

namespace OpsBot.Channels.BotFramework;

/// <summary>
/// The one HTTP client of this channel: follows no redirects (a token must not travel on), keeps no cookies, and limits
/// time and size of every answer.
/// </summary>
/// <param name="patience">Longest wait for an answer; null: 15 seconds.</param>
internal sealed class BotFrameworkHttp(TimeSpan? patience = null) : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Tracing headers of ours are nothing to others.
        ActivityHeadersPropagator = null,
    })
    {
        MaxResponseContentBufferSize = MaxAnswerBytes,
        Timeout = patience ?? Patience,
    };

    /// <summary>The document at an address, or a code of what is wrong.</summary>
    public async Task<(byte[]? Document, string? Fault)> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Client.GetAsync(address, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK
                ? (await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), null)
                : (null, $"status-{(int)response.StatusCode}");
        }
        catch (Exception fault) when (IsNetwork(fault, cancellationToken))
        {
            return (null, FaultCode(fault));
        }
    }

    /// <summary>The other side is away, slow, or answers too much; not: we were asked to stop.</summary>
    public static bool IsNetwork(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>A short code of a network fault.</summary>
    public static string FaultCode(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: var error } => $"network-{error}",
        OperationCanceledException => "network-timeout",
        _ => "network",
    };

    public void Dispose() => Client.Dispose();
}
