using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>
/// The client of <see cref="IWeComCalls"/>. It calls the configured host and no other: addresses are made of the base and fixed
/// paths. Tokens stand in them, so they are never logged.
/// </summary>
internal static class WeComClient
{
    private const int MaxAnswerBytes = 256 * 1024;
    private static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(2);

    public static void Add(IServiceCollection services)
    {
        var json = VendorSerializer.NewOptions();
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        VendorClient.Add<IWeComCalls>(services, new WeComJson(json), all =>
        {
            var options = all.GetRequiredService<IOptions<WeComOptions>>().Value;
            var prefix = options.ApiBase.AbsoluteUri.TrimEnd('/') + "/" + options.ApiPrefix.Trim('/') + "/";
            // The token's own call goes through the same client, which is there by then.
            var tokens = new TokenCache(() => FetchAsync(all.GetRequiredService<IWeComCalls>(), options), all.GetRequiredService<MachineClock>().Time, options.EarlyRefresh);
            return new VendorClient
            {
                Locate = documented => new Uri(prefix + PathOf(options, documented.AbsolutePath).Trim('/') + documented.Query),
                Judge = static (answer, _) => ErrorCodes.Judge(answer),
                Tokens = new WeComTokens(tokens),
                Patience = options.RequestTimeout,
                MaxAnswerBytes = MaxAnswerBytes,
                Headers = options.Headers,
            };
        });
    }

    private static string PathOf(WeComOptions options, string documented) => documented switch
    {
        "/cgi-bin/gettoken" => options.TokenPath,
        "/cgi-bin/message/send" => options.SendPath,
        "/cgi-bin/appchat/send" => options.GroupSendPath,
        "/cgi-bin/message/update_template_card" => options.UpdateCardPath,
        "/cgi-bin/message/recall" => options.RecallPath,
        _ => throw new InvalidOperationException($"There is no setting for {documented}."),
    };

    private static async Task<IssuedToken> FetchAsync(IWeComCalls calls, WeComOptions options)
    {
        var answer = await calls.GetTokenAsync(options.CorpId, options.Secret, CancellationToken.None).ConfigureAwait(false);
        var token = answer.IsGood ? answer.Body!.Text("access_token") : null;
        return new IssuedToken(token, LifetimeOf(answer.Body), token is null && answer.IsGood ? ErrorCodes.Unclear(answer) : answer);
    }

    private static TimeSpan LifetimeOf(JsonObject? body) =>
        body?["expires_in"] is JsonValue value && value.TryGetValue(out int seconds) && seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : UsualLifetime;
}
