using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.BotFramework.Rendering;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework;

/// <summary>What the Bot Framework entrance is made of.</summary>
public static class BotFrameworkServices
{
    /// <summary>
    /// Adds the entrance and its senders, or nothing when <see cref="BotFrameworkOptions.AppId"/> is not set. Wants
    /// <see cref="TakeTurn"/> or <see cref="TurnHandler"/>, <see cref="Core.Changes.IRecordReader"/>,
    /// <see cref="Core.Changes.IChangeStore"/>, <see cref="Core.Changes.IEntropySource"/> and
    /// <see cref="Core.Changes.MachineClock"/> from others.
    /// </summary>
    public static IServiceCollection AddOpsBotBotFramework(this IServiceCollection services, Action<BotFrameworkOptions> configure)
    {
        var given = new BotFrameworkOptions();
        configure(given);
        if (string.IsNullOrWhiteSpace(given.AppId))
            return services;
        services.AddOptions<BotFrameworkOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsValidator>();
        services.TryAddSingleton<TakeTurn>(all => all.GetRequiredService<TurnHandler>().HandleAsync);
        services.AddSingleton<BotFrameworkHttp>();
        services.AddSingleton<HostAllowList>();
        services.AddSingleton<TokenAuthenticator>();
        services.AddSingleton<OutboundTokens>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ReferenceStore>();
        services.AddSingleton<ActivityRenderer>();
        services.AddSingleton<InlineReplies>();
        services.AddSingleton<InboundTurns>();
        services.AddSingleton<PostRate>();
        services.AddSingleton<MessagesRoute>();
        foreach (var channel in new[] { BotFrameworkOptions.Channel, BotFrameworkOptions.TeamsChannel })
            services.AddSingleton<IChannelSender>(all => SenderOf(all, channel));
        return services;
    }

    private static BotFrameworkSender SenderOf(IServiceProvider all, string channel) => new(
        channel,
        all.GetRequiredService<ReferenceStore>(),
        all.GetRequiredService<ActivityRenderer>(),
        all.GetRequiredService<ConnectorClient>(),
        all.GetRequiredService<HostAllowList>(),
        all.GetRequiredService<InlineReplies>(),
        all.GetRequiredService<IOptions<BotFrameworkOptions>>(),
        all.GetRequiredService<ILogger<BotFrameworkSender>>());
}
