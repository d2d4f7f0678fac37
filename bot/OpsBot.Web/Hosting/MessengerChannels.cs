using OpsBot.Channels.BotFramework;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Web.Demo;

namespace OpsBot.Web.Hosting;

/// <summary>The messengers that are configured. One without its settings is off and says so once at start.</summary>
internal static partial class MessengerChannels
{
    private static readonly (string Section, string Key, string Channel)[] All =
        [("DingTalk", "ClientId", DingTalkOptions.Channel), ("GovDingTalk", "AppKey", GovDingTalkOptions.Channel)];

    public static IServiceCollection AddOpsBotMessengers(this IServiceCollection services, IConfiguration configuration, TenantId tenant)
    {
        if (IsOn(configuration, "DingTalk", "ClientId"))
        {
            services.AddOpsBotDingTalk(ding =>
            {
                ding.Tenant = tenant.Value;
                configuration.GetSection("DingTalk").Bind(ding);
            });
        }
        if (IsOn(configuration, "GovDingTalk", "AppKey"))
        {
            services.AddOpsBotGovDingTalk(gov =>
            {
                gov.Tenant = tenant.Value;
                configuration.GetSection("GovDingTalk").Bind(gov);
            });
        }
        // These two look at their settings themselves and say so when they are off.
        services.AddOpsBotBotFramework(framework =>
        {
            framework.Tenant = tenant.Value;
            configuration.GetSection("BotFramework").Bind(framework);
        });
        services.AddOpsBotWeCom(configuration.GetSection("WeCom"), tenant);
        return services;
    }

    public static void MapOpsBotMessengers(this WebApplication app)
    {
        foreach (var (section, key, _) in All.Where(c => !IsOn(app.Configuration, c.Section, c.Key)))
            ChannelOff(app.Logger, section, $"{section}__{key}");
        if (IsOn(app.Configuration, "DingTalk", "ClientId"))
            app.MapOpsBotDingTalk();
        if (IsOn(app.Configuration, "GovDingTalk", "AppKey"))
            app.MapOpsBotGovDingTalk();
        app.MapOpsBotBotFramework();
        app.MapOpsBotWeCom();
    }

    /// <summary>
    /// The channels in which a directory may name accounts, preferred first; one that is off reaches nobody. The id of a
    /// person is the account in a messenger where the directory names none, but never in one whose ids are Microsoft's.
    /// </summary>
    public static IReadOnlyList<AccountChannel> ChannelsOf(IConfiguration configuration)
    {
        Func<string, Address>? WhenOn(bool on, Func<string, Address> addressOf) => on ? addressOf : null;
        var framework = IsOn(configuration, "BotFramework", "AppId");
        return
        [
            .. All.Select(c => new AccountChannel(
                c.Channel, WhenOn(IsOn(configuration, c.Section, c.Key), account => new Address(c.Channel, $"user:{account}", account)), AccountDefault.WithoutAccounts)),
            new AccountChannel(
                WeComOptions.Channel,
                WhenOn(WeComServices.IsConfigured(configuration.GetSection("WeCom")), account => new Address(WeComOptions.Channel, account, account)),
                AccountDefault.WithoutAccounts),
            // Without a conversation: the sender takes the one the account last used, or opens one where it can.
            new AccountChannel(BotFrameworkOptions.TeamsChannel, WhenOn(framework, account => new Address(BotFrameworkOptions.TeamsChannel, "", account)), AccountDefault.Nobody),
            new AccountChannel(BotFrameworkOptions.Channel, WhenOn(framework, account => new Address(BotFrameworkOptions.Channel, "", account)), AccountDefault.Nobody),
            new AccountChannel(
                DirectLineOptions.Channel, account => new Address(DirectLineOptions.Channel, DemoEndpoints.ConversationOf(account), account), AccountDefault.Everybody),
        ];
    }

    private static bool IsOn(IConfiguration configuration, string section, string key) => !string.IsNullOrWhiteSpace(configuration[$"{section}:{key}"]);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel} is off: {Setting} is not set")]
    private static partial void ChannelOff(ILogger logger, string channel, string setting);
}
