using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Serialization;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>
/// The SDK's authentication, whose clients share what was found out about types. A stock client finds it out anew in each turn, which
/// takes fifteen times as long as all the rest; beside that a comparison would show nothing.
/// </summary>
internal sealed class OneTableOfShapes(BotFrameworkAuthentication stock) : BotFrameworkAuthentication
{
    private static readonly DefaultContractResolver Shapes = new();

    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        var found = await stock.AuthenticateRequestAsync(activity, authHeader, cancellationToken);
        found.ConnectorFactory = new Sharing(found.ConnectorFactory);
        return found;
    }

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        stock.AuthenticateStreamingRequestAsync(authHeader, channelIdHeader, cancellationToken);

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => new Sharing(stock.CreateConnectorFactory(claimsIdentity));

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        stock.CreateUserTokenClientAsync(claimsIdentity, cancellationToken);

    private sealed class Sharing(ConnectorFactory stock) : ConnectorFactory
    {
        public override async Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
        {
            var client = await stock.CreateAsync(serviceUrl, audience, cancellationToken);
            client.SerializationSettings.ContractResolver = client.DeserializationSettings.ContractResolver = Shapes;
            return client;
        }
    }
}
