namespace OpsBot.Channels.Shared;

/// <summary>Puts the access token into each call that needs one; a refused token is replaced once.</summary>
/// <param name="tokens">Of the one application.</param>
internal abstract class TokenHandler(TokenCache tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var bare = new BareCall(request.RequestUri!, request.Content);
        if (!Needs(bare.Address))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; ; attempt++)
        {
            var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            if (token.Value is not { } value)
                return AnswerContent.Respond(request, token.Answer);
            Put(request, bare, value);
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (attempt > 0 || !AnswerContent.Of(response).IsTokenFault)
                return response;
            response.Dispose();
            tokens.Drop(value);
        }
    }

    /// <summary>Whether a call needs the token: the one that fetches it does not.</summary>
    protected abstract bool Needs(Uri address);

    /// <summary>Puts the token where the vendor wants it, instead of the one before.</summary>
    protected abstract void Put(HttpRequestMessage request, BareCall bare, string token);

    /// <summary>An address with the token as one more parameter.</summary>
    protected static Uri WithParameter(Uri address, string name, string token) =>
        new($"{address.AbsoluteUri}{(address.Query.Length > 0 ? '&' : '?')}{name}={Uri.EscapeDataString(token)}");

    /// <summary>A call as it was before a token came into it.</summary>
    protected sealed record BareCall(Uri Address, HttpContent? Content);
}
