using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpsBot.TestKit.Tls;

namespace OpsBot.Channels.Tests.BotFramework.SecondJudge;

/// <summary>
/// Microsoft's adapter with its own token checks, as its documentation sets it up, in a process of its own: it reads keys by https
/// alone, and whom a process trusts is decided at its start. The fake platform's keys are handed on by https for it.
/// </summary>
internal static class StockBot
{
    /// <summary>Says its address and serves until its input ends.</summary>
    public static async Task<int> RunAsync(Uri platform, string folder)
    {
        using var certificate = VendorCertificates.Read(folder, VendorCertificates.First);
        using var http = new HttpClient { BaseAddress = platform };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        await using var app = builder.Build();
        var adapters = new Adapters(app);
        var bot = new ActivityHandler();
        app.MapGet("/{family}/{document}", async (string family, string document) =>
            Results.Text((await http.GetStringAsync(new Uri($"{family}/{document}", UriKind.Relative))).Replace(platform.OriginalString, adapters.Secure, StringComparison.Ordinal), "application/json"));
        app.MapPost("/api/messages", context => adapters.Stock.ProcessAsync(context.Request, context.Response, bot, context.RequestAborted));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal)));
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private sealed class Adapters(WebApplication app)
    {
        private readonly Lazy<CloudAdapter> _stock = new(() => Of(SecureOf(app)));

        public string Secure => SecureOf(app);

        public CloudAdapter Stock => _stock.Value;

        private static string SecureOf(WebApplication app) => app.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal));

        private static CloudAdapter Of(string secure)
        {
            var settings = new ConfigurationManager
            {
                ["ToChannelFromBotLoginUrl"] = AuthenticationConstants.ToChannelFromBotLoginUrl,
                ["ToChannelFromBotOAuthScope"] = AuthenticationConstants.ToChannelFromBotOAuthScope,
                ["ToBotFromChannelTokenIssuer"] = FrameworkHost.ChannelIssuer,
                ["ToBotFromChannelOpenIdMetadataUrl"] = $"{secure}/channel/metadata",
                ["ToBotFromEmulatorOpenIdMetadataUrl"] = $"{secure}/bots/metadata",
                ["OAuthUrl"] = AuthenticationConstants.OAuthUrl,
                ["CallerId"] = "urn:botframework:azure",
            };
            var callers = new AuthenticationConfiguration { ClaimsValidator = new AllowedCallersClaimsValidator([TestIssuer.Root]) };
            return new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, new PasswordServiceClientCredentialFactory(TestIssuer.App, "a-secret", null, null, null), callers));
        }
    }
}
