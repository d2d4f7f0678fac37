using OpsBot.Channels.BotFramework;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

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

    /// <summary>Where the messengers that are on reach a person: the directory's id of the person is the account there.</summary>
    public static IEnumerable<Address> AddressesOf(IConfiguration configuration, string personId)
    {
        var addresses = All.Where(c => IsOn(configuration, c.Section, c.Key)).Select(c => new Address(c.Channel, $"user:{personId}", personId));
        return WeComServices.IsConfigured(configuration.GetSection("WeCom")) ? [.. addresses, new Address(WeComOptions.Channel, personId, personId)] : addresses;
    }

    private static bool IsOn(IConfiguration configuration, string section, string key) => !string.IsNullOrWhiteSpace(configuration[$"{section}:{key}"]);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel} is off: {Setting} is not set")]
    private static partial void ChannelOff(ILogger logger, string channel, string setting);
}
