namespace OpsBot.Channels.Shared;

/// <summary>
/// Limits time and size of one exchange with a server, the reading of the answer included; the client's own limit of size
/// does not hold where only the headers are waited for. What comes out of here lies in memory.
/// </summary>
/// <param name="patience">Longest wait for the whole answer.</param>
/// <param name="maxBytes">Largest answer.</param>
/// <param name="clock">Measures the wait.</param>
internal sealed class LimitsHandler(TimeSpan patience, int maxBytes, TimeProvider clock) : DelegatingHandler
{
    private const int FirstRead = 4 * 1024;

    /// <exception cref="HttpRequestException">Nothing came, or too much: then <see cref="HttpRequestError.ConfigurationLimitExceeded"/>. Names no address.</exception>
    /// <exception cref="TimeoutException">The answer was not whole in time.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            response.Content = await ReadAsync(response.Content, either.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception fault)
        {
            response?.Dispose();
            if (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new TimeoutException($"There was no whole answer within {patience}.");
            if (fault is IOException)
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer broke off.", fault);
            throw;
        }
    }

    private async Task<HttpContent> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var told = content.Headers.ContentLength;
        if (told > maxBytes)
            throw TooLarge();
        // One byte more than may come, so that a full buffer means too much.
        var buffer = new byte[told is { } length ? (int)length : Math.Min(FirstRead, maxBytes + 1)];
        var filled = 0;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (told is null || filled < buffer.Length)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                filled += read;
                if (filled > maxBytes)
                    throw TooLarge();
                if (filled == buffer.Length && told is null)
                    Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, maxBytes + 1L));
            }
        }
        return new ByteArrayContent(buffer, 0, filled);
    }

    private HttpRequestException TooLarge() => new(HttpRequestError.ConfigurationLimitExceeded, $"The answer has more than {maxBytes} bytes.");
}
