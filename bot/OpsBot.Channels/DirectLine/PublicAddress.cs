using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>Where clients reach the conversation that they ask for.</summary>
internal sealed class PublicAddress(IOptions<DirectLineOptions> options)
{
    /// <summary>The absolute address of a conversation, without a slash at its end.</summary>
    public string OfConversation(HttpRequest request, string conversationId)
    {
        var (scheme, place) = Split(request, conversationId);
        return scheme + place;
    }

    /// <summary>The same for sockets.</summary>
    public string OfSocket(HttpRequest request, string conversationId)
    {
        var (scheme, place) = Split(request, conversationId);
        return (scheme == "https" ? "wss" : "ws") + place;
    }

    private (string Scheme, string Place) Split(HttpRequest request, string conversationId)
    {
        var (scheme, authority, path) = options.Value.PublicUrl is { } url
            ? (url.Scheme, url.Authority, url.AbsolutePath.TrimEnd('/'))
            : (request.Scheme, request.Host.ToUriComponent(), request.PathBase.ToUriComponent());
        // A socket opened by HTTP/2 may say its own scheme.
        scheme = scheme switch { "wss" => "https", "ws" => "http", _ => scheme };
        return (scheme, $"://{authority}{path}{DirectLineRoutes.Base}/conversations/{Uri.EscapeDataString(conversationId)}");
    }
}
