using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>What the login library would hold for an hour; the library itself refuses to log in by http.</summary>
internal sealed class StandingToken(string app) : ServiceClientCredentialsFactory
{
    private static readonly ServiceClientCredentials Standing = new TokenCredentials("bench-token");

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(appId == app);

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) => Task.FromResult(Standing);
}
