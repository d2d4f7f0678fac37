using OpsBot.Channels.Shared;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>The token in the address of every call but its own.</summary>
internal sealed class WeComTokens(TokenCache tokens) : TokenHandler(tokens)
{
    protected override bool Needs(Uri address) => address.AbsolutePath != "/cgi-bin/gettoken";

    protected override void Put(HttpRequestMessage request, BareCall bare, string token) => request.RequestUri = WithParameter(bare.Address, "access_token", token);
}
