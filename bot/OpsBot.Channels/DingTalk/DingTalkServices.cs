using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DingTalk.Todos;
using OpsBot.Channels.Shared;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Channels.DingTalk;

/// <summary>What the DingTalk channel is made of.</summary>
public static class DingTalkServices
{
    /// <summary>
    /// Adds the channel and its sender. Wants <see cref="TakeTurn"/> or <see cref="TurnHandler"/>, the store's
    /// <see cref="Core.Changes.IRecordReader"/> and <see cref="Core.Changes.IChangeStore"/>, <see cref="DeliverySignal"/>,
    /// <see cref="Core.Changes.IEntropySource"/>, <see cref="TimeProvider"/> and <see cref="Core.Changes.MachineClock"/> from others; with
    /// <see cref="DingTalkOptions.Todos"/> also <see cref="Core.WorkTime.IQuietHoursSource"/>.
    /// </summary>
    public static IServiceCollection AddOpsBotDingTalk(this IServiceCollection services, Action<DingTalkOptions> configure)
    {
        var read = new DingTalkOptions();
        configure(read);
        services.AddOptions<DingTalkOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DingTalkOptions>, DingTalkOptionsValidator>();
        services.TryAddSingleton<TakeTurn>(all => all.GetRequiredService<TurnHandler>().HandleAsync);
        services.TryAddSingleton(VendorPatience.Usual);
        DingTalkClient.Add(services);
        services.TryAddSingleton<TypedOptions>();
        services.AddSingleton<SessionWebhooks>();
        services.AddSingleton<SentMessages>();
        services.AddSingleton<IMessageRecall>(all => all.GetRequiredService<SentMessages>());
        services.AddSingleton<IReadStatus, ReadStatus>();
        services.AddSingleton<DingTalkTurns>();
        services.AddSingleton<OrganizationEvents>();
        services.AddSingleton<EventHook>();
        services.AddSingleton<CallbackRoute>();
        services.AddSingleton<IChannelSender, DingTalkSender>();
        if (read.Mode == DingTalkMode.Stream)
        {
            services.AddSingleton<StreamGateway>();
            services.AddSingleton<StreamReception>();
            services.AddHostedService<StreamWorker>();
        }
        services.AddSingleton<TodoBook>();
        if (read.Todos)
        {
            services.AddSingleton<AssignmentReader>();
            services.AddSingleton<TodoTasks>();
            services.AddSingleton<TodoWorker>();
            services.AddHostedService(all => all.GetRequiredService<TodoWorker>());
        }
        if (!string.IsNullOrEmpty(read.DirectoryFile))
        {
            services.AddSingleton<DirectoryReader>();
            services.AddSingleton<DirectoryWorker>();
            services.AddHostedService(all => all.GetRequiredService<DirectoryWorker>());
        }
        return services;
    }
}
