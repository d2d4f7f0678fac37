using System.Net.Http.Headers;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Calls a vendor's server: no redirects, a time limit, a size limit. Nothing is logged, because addresses and bodies carry
/// tokens and content.
/// </summary>
/// <param name="patience">Longest wait for an answer; null: 10 seconds.</param>
internal sealed class VendorHttp(TimeSpan? patience = null) : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // Addresses of a host are asked again now and then, and a replaced certificate is seen with the next connection.
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = ConnectionLifetime,
    })
    {
        Timeout = patience ?? Limit,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    /// <summary>The answer; status 0 when none came in time.</summary>
    public async Task<VendorAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return new VendorAnswer((int)response.StatusCode, WireJson.ReadObject(bytes), RetryAfter.Of(response.Headers));
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new VendorAnswer(0, null);
        }
    }

    public void Dispose() => _http.Dispose();
}
