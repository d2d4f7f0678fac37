using OpsBot.Channels.Shared;

namespace OpsBot.Channels.DingTalk.Api;

/// <summary>The token in a header for the new API, in the address for the older one; webhooks, the gateway and the token's own call have none.</summary>
internal sealed class DingTalkTokens(TokenCache tokens) : TokenHandler(tokens)
{
    private const string Header = "x-acs-dingtalk-access-token";

    protected override bool Needs(Uri address) =>
        address.Host == AddressHandler.Documented.Host && address.AbsolutePath is not ("/v1.0/oauth2/accessToken" or "/v1.0/gateway/connections/open");

    protected override void Put(HttpRequestMessage request, BareCall bare, string token)
    {
        if (DingTalkAddresses.IsOlder(bare.Address))
        {
            request.RequestUri = WithParameter(bare.Address, "access_token", token);
            return;
        }
        request.Headers.Remove(Header);
        request.Headers.Add(Header, token);
    }
}
