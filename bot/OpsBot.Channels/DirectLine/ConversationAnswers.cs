using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>Makes fresh tokens and stream addresses.</summary>
internal sealed class ConversationAnswers(DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    /// <summary>A fresh token only.</summary>
    public ConversationAnswer WithToken(DirectLinePrincipal who) =>
        new(who.ConversationId, tokens.Issue(who), (int)options.Value.TokenLifetime.TotalSeconds);

    /// <summary>A fresh token and an absolute stream address that goes on after <paramref name="watermark"/>.</summary>
    public ConversationAnswer WithStream(HttpRequest request, DirectLinePrincipal who, long watermark)
    {
        var (scheme, authority, path) = options.Value.PublicUrl is { } url
            ? (url.Scheme, url.Authority, url.AbsolutePath.TrimEnd('/'))
            : (request.Scheme, request.Host.ToUriComponent(), request.PathBase.ToUriComponent());
        var socket = scheme == "https" ? "wss" : "ws";
        var conversation = Uri.EscapeDataString(who.ConversationId);
        var from = watermark.ToString(CultureInfo.InvariantCulture);
        var address = $"{socket}://{authority}{path}{DirectLineRoutes.Base}/conversations/{conversation}/stream?watermark={from}&t={tokens.IssueStream(who)}";
        return WithToken(who) with { StreamUrl = address };
    }
}
