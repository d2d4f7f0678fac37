using System.Net;
using Microsoft.Bot.Connector;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>Puts our token on each request. One that is refused before its time is fetched anew and the request sent once more.</summary>
internal sealed class BearerHandler(OutboundTokens tokens, string audience) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The SDK writes the id as it is; a header holds ASCII only.
        if (request.Headers.TryGetValues(ConversationConstants.ConversationIdHttpHeaderName, out var ids) && ids.FirstOrDefault() is { } id)
        {
            request.Headers.Remove(ConversationConstants.ConversationIdHttpHeaderName);
            request.Headers.TryAddWithoutValidation(ConversationConstants.ConversationIdHttpHeaderName, Uri.EscapeDataString(id));
        }
        var token = await AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return answer;
        tokens.Drop(audience, token);
        answer.Dispose();
        await AuthorizeAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<OutboundTokens.Held> AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (token, fault) = await tokens.GetAsync(audience, cancellationToken).ConfigureAwait(false);
        if (token is null)
            throw new HttpRequestException(HttpRequestError.UserAuthenticationError, fault);
        request.Headers.Remove("Authorization");
        // Looked at when it was fetched.
        request.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
        return token;
    }
}
