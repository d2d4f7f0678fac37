using System.Collections.Concurrent;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Rest;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>
/// The SDK's clients, one for each address and audience. A new one looks at the shape of all types again, which takes fifteen
/// times as long as the rest of a turn, so they are kept and the adapter's end of a turn does not close them.
/// </summary>
internal sealed class Connectors(BotFrameworkHttp http, OutboundTokens tokens, IOptions<BotFrameworkOptions> options) : ConnectorFactory
{
    private const int MostKept = 200;
    private readonly ConcurrentDictionary<(string ServiceUrl, string Audience), Kept> _clients = new();

    /// <summary>The client of an address.</summary>
    /// <param name="serviceUrl">Checked by <see cref="HostAllowList"/>.</param>
    /// <param name="audience">For whom our token is made out; null: the channels.</param>
    public ConnectorClient To(Uri serviceUrl, string? audience)
    {
        var whom = audience ?? options.Value.OAuthScope;
        if (_clients.TryGetValue((serviceUrl.OriginalString, whom), out var kept))
            return kept;
        if (_clients.Count >= MostKept)
            _clients.Clear();
        return _clients.GetOrAdd((serviceUrl.OriginalString, whom), _ => new Kept(serviceUrl, http.With(new BearerHandler(tokens, whom))));
    }

    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        Task.FromResult<IConnectorClient>(To(new Uri(serviceUrl), audience));

    private sealed class Kept(Uri serviceUrl, HttpClient client) : ConnectorClient(serviceUrl, (ServiceClientCredentials?)null, client, disposeHttpClient: false)
    {
        protected override void Dispose(bool disposing)
        {
        }
    }
}
