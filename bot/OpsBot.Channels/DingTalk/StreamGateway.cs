using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>Asks the gateway for an endpoint and a ticket; a ticket is good for one connection within 90 seconds.</summary>
internal sealed class StreamGateway(IDingTalkCalls calls, IOptions<DingTalkOptions> options)
{
    /// <summary>Where to connect, or null and the code that says why not.</summary>
    public async Task<(Uri? Address, string Code)> OpenAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        DingTalkBodies.StreamSubscription[] wanted = [new("EVENT", StreamTopics.AllEvents), new("CALLBACK", StreamTopics.Robot), new("CALLBACK", StreamTopics.Card)];
        var request = new DingTalkBodies.StreamRequest(settings.ClientId, settings.ClientSecret, wanted, "opsbot");
        var answer = await calls.OpenStreamAsync(request, cancellationToken).ConfigureAwait(false);
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
