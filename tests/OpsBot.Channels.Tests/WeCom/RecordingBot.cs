using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>Stands behind the door: remembers what came in, and answers through the sender as the delivery worker would.</summary>
internal sealed class RecordingBot(IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, bool> _taken = new();

    public ConcurrentQueue<InboundMessage> Received { get; } = new();

    public ConcurrentQueue<SendResult> Results { get; } = new();

    /// <summary>What is answered; several are sent one after the other.</summary>
    public Func<InboundMessage, IReadOnlyList<MessageContent>> Answer { get; set; } = message => [$"收到：{message.Text}{message.Action?.Name}"];

    /// <summary>Set: every turn ends so, and nothing is taken.</summary>
    public Func<TurnOutcome>? Instead { get; set; }

    /// <summary>Set: the answer is not sent before it completes.</summary>
    public Task? AnswerAfter { get; set; }

    /// <summary>The last answer, whole.</summary>
    public Task Answering { get; private set; } = Task.CompletedTask;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<RecordingBot>();
        services.AddSingleton<TakeTurn>(all => all.GetRequiredService<RecordingBot>().HandleAsync);
    }

    public static OutboundMessage Reply(string id, MessageContent content, string? replyTo, MessageClass @class = MessageClass.Reply) =>
        new() { Id = id, Class = @class, Content = content, CreatedAt = new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero), ReplyTo = replyTo };

    public Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (Instead is { } instead)
            return Task.FromResult(instead());
        if (!_taken.TryAdd($"{message.Key}/{message.MessageId}", true))
            return Task.FromResult(TurnOutcome.Duplicate);
        Received.Enqueue(message);
        Answering = Task.Run(() => SendAsync(message), CancellationToken.None);
        return Task.FromResult(TurnOutcome.Accepted);
    }

    private async Task SendAsync(InboundMessage message)
    {
        if (AnswerAfter is { } first)
            await first;
        var sender = services.GetServices<IChannelSender>().Single();
        var number = 0;
        foreach (var content in Answer(message))
        {
            var id = Identifier.From(System.Text.Encoding.UTF8.GetBytes($"{message.Key}/{message.MessageId}"), $"reply/{number++}", 26);
            Results.Enqueue(await sender.SendAsync(message.Tenant, message.ReplyAddress, Reply(id, content, message.Group is null ? message.MessageId : null), CancellationToken.None));
        }
    }
}
