using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using StackExchange.Redis;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>
/// Microsoft's SDK for C# as a team runs it that has profiled its bot: <see cref="CloudAdapter"/> with the SDK's own token checks,
/// one table of JSON shapes for all clients, conversation state in Redis, one reply a turn.
/// </summary>
internal static class PeerHost
{
    public static async Task<int> RunAsync(string port, string redisPort, string platform, string app)
    {
        var keys = await SecureKeys.ServeAsync(platform);
        var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redisPort}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHttpClient();
        await using var server = builder.Build();
        var settings = new ConfigurationManager
        {
            ["ToChannelFromBotLoginUrl"] = $"{platform}/login",
            ["ToChannelFromBotOAuthScope"] = AuthenticationConstants.ToChannelFromBotOAuthScope,
            ["ToBotFromChannelTokenIssuer"] = AuthenticationConstants.ToBotFromChannelTokenIssuer,
            ["ToBotFromChannelOpenIdMetadataUrl"] = keys,
            ["ToBotFromEmulatorOpenIdMetadataUrl"] = keys,
            ["OAuthUrl"] = platform,
            ["CallerId"] = CallerIdConstants.PublicAzureChannel,
            ["ValidateAuthority"] = "false",
        };
        var stock = new ConfigurationBotFrameworkAuthentication(settings, new StandingToken(app), null, server.Services.GetRequiredService<IHttpClientFactory>(), null);
        var adapter = new CloudAdapter(new OneTableOfShapes(stock), server.Services.GetRequiredService<ILogger<CloudAdapter>>());
        var bot = new CountingBot(new ConversationState(new StateInRedis(redis.GetDatabase())));
        server.MapGet("/health/ready", () => "ok");
        server.MapPost("/api/messages", context => adapter.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted));
        await server.RunAsync();
        return 0;
    }
}
