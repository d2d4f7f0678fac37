using Microsoft.IdentityModel.Protocols;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>Fetches what an issuer publishes with the limits of our client; by http only on loopback and when that is allowed.</summary>
internal sealed class KeyDocuments(BotFrameworkHttp http, HostAllowList hosts) : IDocumentRetriever
{
    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
        Uri.TryCreate(address, UriKind.Absolute, out var document) && hosts.IsSecure(document)
            ? http.Client.GetStringAsync(document, cancel)
            : throw new IOException("The address of the keys is not https.");
}
