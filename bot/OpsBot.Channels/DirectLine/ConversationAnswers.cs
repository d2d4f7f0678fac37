using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>Makes fresh tokens and stream addresses.</summary>
internal sealed class ConversationAnswers(DirectLineTokens tokens, PublicAddress addresses, IOptions<DirectLineOptions> options)
{
    /// <summary>A fresh token only.</summary>
    public ConversationAnswer WithToken(DirectLinePrincipal who) =>
        new(who.ConversationId, tokens.Issue(who), (int)options.Value.TokenLifetime.TotalSeconds);

    /// <summary>A fresh token and an absolute stream address that goes on after <paramref name="watermark"/>.</summary>
    public ConversationAnswer WithStream(HttpRequest request, DirectLinePrincipal who, long watermark)
    {
        var from = watermark.ToString(CultureInfo.InvariantCulture);
        var address = $"{addresses.OfSocket(request, who.ConversationId)}/stream?watermark={from}&t={tokens.IssueStream(who)}";
        return WithToken(who) with { StreamUrl = address };
    }
}
