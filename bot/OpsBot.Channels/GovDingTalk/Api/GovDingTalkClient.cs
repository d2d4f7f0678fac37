using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>The client of <see cref="IGovDingTalkCalls"/>.</summary>
internal static class GovDingTalkClient
{
    private const int LongestSeconds = 86_400;

    public static void Add(IServiceCollection services) => VendorClient.Add<IGovDingTalkCalls>(services, new GovJson(VendorSerializer.NewOptions()), all =>
    {
        var options = all.GetRequiredService<IOptions<GovDingTalkOptions>>().Value;
        var machine = all.GetRequiredService<MachineClock>();
        // The token's own call goes through the same client, which is there by then.
        var tokens = new TokenCache(() => FetchAsync(all.GetRequiredService<IGovDingTalkCalls>(), options), machine.Time);
        return new VendorClient
        {
            Locate = documented => new Uri(options.ApiBase, PathOf(options, documented.AbsolutePath) + documented.Query),
            Judge = static (answer, scope) => GovAnswer.Of(answer).Judge(scope),
            Tokens = options.TokenParameter.Length > 0 ? new GovTokens(tokens, options.TokenParameter) : null,
            Sign = new GovSigner(options, all.GetRequiredService<IEntropySource>(), machine).SignAsync,
            Patience = all.GetRequiredService<VendorPatience>().Wait,
        };
    });

    private static string PathOf(GovDingTalkOptions options, string documented) => documented switch
    {
        "/gettoken.json" => options.TokenPath,
        "/robot/message/sendoto" => options.PersonPath,
        "/robot/message/sendgroup" => options.GroupPath,
        "/message/workNotification" => options.NotificationPath,
        "/message/revoke" => options.RevokePath,
        _ => documented,
    };

    private static async Task<IssuedToken> FetchAsync(IGovDingTalkCalls calls, GovDingTalkOptions options)
    {
        var answer = await calls.GetTokenAsync(options.AppKey, options.AppSecret, CancellationToken.None).ConfigureAwait(false);
        var data = answer.IsGood ? GovAnswer.Of(answer).Data as JsonObject : null;
        var seconds = Math.Clamp(RobotMessageReader.Number(data?["expiresIn"]) ?? 0, 0, LongestSeconds);
        var token = seconds > 0 ? data?.Text("accessToken") : null;
        // A refusal is a matter of the token for the call that wanted it, and can be mended.
        var without = answer.Status is >= 200 and < 500 and not 429 ? GovAnswer.Of(answer with { Status = 401 }).Judge(RateScope.App) : answer;
        return new IssuedToken(token, TimeSpan.FromSeconds(seconds), token is null ? without : answer);
    }
}
