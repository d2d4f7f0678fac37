namespace OpsBot.Channels.BotFramework;

/// <summary>
/// The connections of this channel: no redirects (a token must not travel on), no cookies, and limits of time and size for
/// every answer.
/// </summary>
/// <param name="patience">Longest wait for an answer; null: 15 seconds.</param>
internal sealed class BotFrameworkHttp(TimeSpan? patience = null) : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SocketsHttpHandler _sockets = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Tracing headers of ours are nothing to others.
        ActivityHeadersPropagator = null,
    };

    /// <summary>A client without a token, for keys and logins.</summary>
    public HttpClient Client => field ??= Through(_sockets);

    /// <summary>A client whose requests pass a handler first.</summary>
    public HttpClient With(DelegatingHandler handler)
    {
        handler.InnerHandler = _sockets;
        return Through(handler);
    }

    /// <summary>The other side is away, slow, or answers too much; not: we were asked to stop.</summary>
    public static bool IsNetwork(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>A short code of a fault.</summary>
    public static string FaultCode(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.UserAuthenticationError, Message: var reason } => reason,
        HttpRequestException { StatusCode: { } status } => $"status-{(int)status}",
        HttpRequestException { HttpRequestError: var error } => $"network-{error}",
        OperationCanceledException => "network-timeout",
        IOException => "network",
        _ => "unreadable",
    };

    public void Dispose() => _sockets.Dispose();

    private HttpClient Through(HttpMessageHandler handler) => new(handler, disposeHandler: false) { MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = patience ?? Patience };
}
