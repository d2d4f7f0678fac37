using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk.Api;
using OpsBot.Channels.Shared;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>What the channel of 专有钉钉/浙政钉 is made of.</summary>
public static class GovDingTalkServices
{
    /// <summary>Adds the channel and its sender. Wants the same ports as <see cref="DingTalkServices.AddOpsBotDingTalk"/>.</summary>
    public static IServiceCollection AddOpsBotGovDingTalk(this IServiceCollection services, Action<GovDingTalkOptions> configure)
    {
        services.AddOptions<GovDingTalkOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GovDingTalkOptions>, GovDingTalkOptionsValidator>();
        services.TryAddSingleton<TakeTurn>(all => all.GetRequiredService<TurnHandler>().HandleAsync);
        services.TryAddSingleton(VendorPatience.Usual);
        GovDingTalkClient.Add(services);
        services.TryAddSingleton<TypedOptions>();
        services.AddSingleton<GovRecall>();
        services.AddSingleton<IMessageRecall>(all => all.GetRequiredService<GovRecall>());
        services.AddSingleton<GovCallbackRoute>();
        services.AddSingleton<IChannelSender, GovSender>();
        return services;
    }
}
