using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.DingTalk.Api;

/// <summary>The client of <see cref="IDingTalkCalls"/>.</summary>
internal static class DingTalkClient
{
    private const int LongestSeconds = 86_400;

    public static void Add(IServiceCollection services) => VendorClient.Add<IDingTalkCalls>(services, new DingTalkJson(VendorSerializer.NewOptions()), all =>
    {
        var options = all.GetRequiredService<IOptions<DingTalkOptions>>().Value;
        return new VendorClient
        {
            Locate = documented => DingTalkAddresses.Locate(options, documented),
            Judge = DingTalkErrors.Judge,
            // The token's own call goes through the same client, which is there by then.
            Tokens = new DingTalkTokens(new TokenCache(() => FetchAsync(all.GetRequiredService<IDingTalkCalls>(), options), all.GetRequiredService<MachineClock>().Time)),
            Patience = all.GetRequiredService<VendorPatience>().Wait,
        };
    });

    private static async Task<IssuedToken> FetchAsync(IDingTalkCalls calls, DingTalkOptions options)
    {
        var answer = await calls.GetTokenAsync(new DingTalkBodies.Application(options.ClientId, options.ClientSecret), CancellationToken.None).ConfigureAwait(false);
        var seconds = Math.Clamp(RobotMessageReader.Number(answer.Body?["expireIn"]) ?? 0, 0, LongestSeconds);
        var token = answer.IsGood && seconds > 0 ? answer.Body!.Text("accessToken") : null;
        return new IssuedToken(token, TimeSpan.FromSeconds(seconds), token is null ? WithoutToken(answer) : answer);
    }

    // A refused secret is a matter of the token for the call that wanted it, and can be mended; a token that is no token is the platform's fault.
    private static VendorAnswer WithoutToken(VendorAnswer answer) => answer switch
    {
        { IsGood: true } => DingTalkErrors.Judge(answer with { Status = 502 }, RateScope.App),
        { Status: >= 400 and < 500 and not 429 } => DingTalkErrors.Judge(answer with { Status = 401 }, RateScope.App),
        _ => answer,
    };
}
