using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Channels.WeCom.Callbacks;
using OpsBot.Channels.WeCom.Offers;
using OpsBot.Channels.WeCom.Passive;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom;

/// <summary>What the WeCom channel is made of.</summary>
public static class WeComServices
{
    // Any of them switches the channel on; then all must be there.
    private static readonly string[] Keys =
        [nameof(WeComOptions.CorpId), nameof(WeComOptions.AgentId), nameof(WeComOptions.Secret), nameof(WeComOptions.Token), nameof(WeComOptions.EncodingAESKey)];

    /// <summary>True when any of the channel's own settings is given.</summary>
    public static bool IsConfigured(IConfiguration section) => Keys.Any(key => !string.IsNullOrWhiteSpace(section[key]));

    /// <summary>
    /// Adds the channel and its sender when it is configured, and nothing otherwise. Wants <see cref="TakeTurn"/> or
    /// <see cref="TurnHandler"/>, <see cref="IRecordReader"/>, <see cref="IChangeStore"/>, <see cref="IEntropySource"/>,
    /// <see cref="TimeProvider"/> (the bot's clock) and <see cref="MachineClock"/> from others.
    /// </summary>
    public static IServiceCollection AddOpsBotWeCom(this IServiceCollection services, IConfiguration section, TenantId tenant)
    {
        if (!IsConfigured(section))
            return services;
        services.AddOptions<WeComOptions>().Configure(options =>
        {
            options.Tenant = tenant;
            section.Bind(options);
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WeComOptions>, WeComOptionsValidator>();
        services.TryAddSingleton<TakeTurn>(all => all.GetRequiredService<TurnHandler>().HandleAsync);
        WeComClient.Add(services);
        services.AddSingleton<WeComApi>();
        services.AddSingleton<ContentRenderer>();
        services.AddSingleton<OfferBook>();
        services.AddSingleton<PassiveSlots>();
        services.AddSingleton<CallbackKeys>();
        services.AddSingleton<ReplayGuard>();
        services.AddSingleton<CallbackOpener>();
        services.AddSingleton<CallbackAnswers>();
        services.AddSingleton<WeComTurns>();
        services.AddSingleton<CallbackRoute>();
        services.AddSingleton<WeComRecall>();
        services.AddSingleton<IMessageRecall>(all => all.GetRequiredService<WeComRecall>());
        services.AddSingleton<IChannelSender, WeComSender>();
        return services;
    }
}
