using System.Text;
using OpsBot.Channels.Shared;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>The token as one more field of the form, in a deployment that asks for it.</summary>
internal sealed class GovTokens(TokenCache tokens, string parameter) : TokenHandler(tokens)
{
    protected override bool Needs(Uri address) => address.AbsolutePath != "/gettoken.json";

    protected override void Put(HttpRequestMessage request, BareCall bare, string token)
    {
        // The form lies in memory, so nothing is waited for here.
        using var form = new MemoryStream();
        bare.Content!.CopyTo(form, context: null, CancellationToken.None);
        form.Write(Encoding.ASCII.GetBytes($"&{parameter}={Uri.EscapeDataString(token)}"));
        request.Content = new ByteArrayContent(form.ToArray()) { Headers = { ContentType = bare.Content.Headers.ContentType } };
    }
}
