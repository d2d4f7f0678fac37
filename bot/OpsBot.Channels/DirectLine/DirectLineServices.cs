using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>What the Direct Line server is made of.</summary>
public static class DirectLineServices
{
    /// <summary>
    /// Adds the server and its sender. Wants <see cref="TakeTurn"/> or <see cref="TurnHandler"/>, <see cref="IActivityLog"/>,
    /// <see cref="Core.Changes.IRecordReader"/>, <see cref="Core.Changes.IChangeStore"/>, <see cref="Core.Changes.IEntropySource"/>, <see cref="TimeProvider"/> (the bot's clock) and
    /// <see cref="Core.Changes.MachineClock"/> from others.
    /// </summary>
    public static IServiceCollection AddOpsBotDirectLine(this IServiceCollection services, Action<DirectLineOptions> configure)
    {
        services.AddOptions<DirectLineOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DirectLineOptions>, DirectLineOptionsValidator>();
        services.TryAddSingleton<TakeTurn>(all => all.GetRequiredService<TurnHandler>().HandleAsync);
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineAccess>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<UploadRate>();
        services.AddSingleton<FileRoute>();
        services.AddSingleton<AnonymousRate>();
        services.AddSingleton<VisitBudget>();
        services.AddSingleton<DirectLineTurns>();
        services.AddSingleton<ConversationAnswers>();
        services.AddSingleton<ActivityPages>();
        services.AddSingleton<ActivityWriter>();
        services.AddSingleton<PostRate>();
        services.AddSingleton<StreamRegistry>();
        services.AddSingleton<TokenRoutes>();
        services.AddSingleton<ConversationRoutes>();
        services.AddSingleton<ActivityRoutes>();
        services.AddSingleton<UploadRoute>();
        services.AddSingleton<StreamRoute>();
        services.AddSingleton<IChannelSender, DirectLineSender>();
        return services;
    }
}
