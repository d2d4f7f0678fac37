using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>Asks the gateway for an endpoint and a ticket; a ticket is good for one connection within 90 seconds.</summary>
internal sealed class StreamGateway(DingTalkApi api, IOptions<DingTalkOptions> options)
{
    /// <summary>Where to connect, or null and the code that says why not.</summary>
    public async Task<(Uri? Address, string Code)> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var body = new JsonObject
        {
            ["clientId"] = settings.ClientId,
            ["clientSecret"] = settings.ClientSecret,
            ["subscriptions"] = new JsonArray(
                new JsonObject { ["type"] = "EVENT", ["topic"] = StreamTopics.AllEvents },
                new JsonObject { ["type"] = "CALLBACK", ["topic"] = StreamTopics.Robot },
                new JsonObject { ["type"] = "CALLBACK", ["topic"] = StreamTopics.Card }),
            ["ua"] = "opsbot",
        };
        var answer = await api.PostAsync(new Uri(settings.Gateway, "/v1.0/gateway/connections/open"), body, cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood || answer.Body is not { } opened)
            return (null, $"{answer.Status}-{answer.Code}");
        if (opened.Text("endpoint") is not { } endpoint || opened.Text("ticket") is not { } ticket || !Uri.TryCreate(endpoint, UriKind.Absolute, out var address))
            return (null, "no-endpoint");
        if (!IsExpected(address))
            return (null, "unexpected-host");
        return (new UriBuilder(address) { Query = $"ticket={Uri.EscapeDataString(ticket)}" }.Uri, "ok");
    }

    private bool IsExpected(Uri address)
    {
        var own = options.Value.Gateway;
        var isOwn = address.Authority == own.Authority && address.Scheme == (own.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs);
        return address.UserInfo.Length == 0
            && (isOwn || (address.Scheme == Uri.UriSchemeWss && address.IsDefaultPort && options.Value.StreamHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)));
    }
}
