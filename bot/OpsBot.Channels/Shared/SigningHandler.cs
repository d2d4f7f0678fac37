namespace OpsBot.Channels.Shared;

/// <summary>Signs each request as it leaves, with its final address and body; one that is sent again is signed anew.</summary>
/// <param name="sign">The vendor's way.</param>
internal sealed class SigningHandler(Func<HttpRequestMessage, CancellationToken, Task> sign) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await sign(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
