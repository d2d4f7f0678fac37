namespace OpsBot.Channels.Shared;

/// <summary>Connections to others' servers, made the same careful way for every vendor and for the model.</summary>
internal static class SafeConnections
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Follows no redirects, because a token must not travel on; keeps no cookies; unpacks nothing. Certificates are checked
    /// as the system does, and a proxy is used only where the administrator's environment names one.
    /// </summary>
    public static SocketsHttpHandler New() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectLimit,
        // Addresses of a host are asked again now and then, and a replaced certificate is seen with the next connection.
        PooledConnectionLifetime = Lifetime,
        // Tracing headers of ours are nothing to others.
        ActivityHeadersPropagator = null,
    };
}
