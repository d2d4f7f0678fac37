using System.Collections.Concurrent;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>Stands behind the door: remembers what came in, writes the log as a commit would, answers through the sender.</summary>
internal sealed class EchoBot(IActivityLog log, IServiceProvider services, TimeProvider clock)
{
    public static readonly Card SampleCard = new()
    {
        Title = "派发任务",
        Body = "第一行\n第二行",
        Facts = [new CardFact("单位", "[点这里](http://example.invalid)"), new CardFact("时限", "")],
        Inputs =
        [
            new CardInput("note", "说明", Multiline: true),
            new CardInput("kind", "类别", [new CardOption("a", "会议"), new CardOption("b", "报表")], Value: "a"),
        ],
        Buttons = [new CardButton("派发", BotAction.On("case.dispatch", "1122"))],
    };

    private readonly ConcurrentDictionary<string, bool> _taken = new();

    public ConcurrentQueue<InboundMessage> Received { get; } = new();

    /// <summary>Set: every turn ends so, and nothing is written.</summary>
    public Func<TurnOutcome>? Instead { get; set; }

    public async Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (Instead is { } instead)
            return instead();
        if (!_taken.TryAdd($"{message.Key}/{message.MessageId}", true))
            return TurnOutcome.Duplicate;
        Received.Enqueue(message);
        if (message.Log is { } entry)
            await log.AppendAsync(message.Tenant, entry, cancellationToken);
        await SayAsync(message, Answer(message), cancellationToken);
        return TurnOutcome.Accepted;
    }

    /// <summary>The delivery worker tries once more, because it did not hear the answer.</summary>
    public Task RepeatAsync(InboundMessage message) => SayAsync(message, Answer(message), CancellationToken.None);

    private static MessageContent Answer(InboundMessage message) => message switch
    {
        { IsGreeting: true } => "您好",
        { Action: { } action } => $"按钮 {action.Name}",
        { Text: "卡片" } => new MessageContent("派发任务，时限待定") { Card = SampleCard },
        { Text: "按钮" } => new MessageContent("回答在这里")
        {
            Card = new Card { Title = "对上面：", Buttons = [new CardButton("继续", BotAction.Plain("go.on"))] },
            Choices = [new Choice("继续"), new Choice("取消")],
        },
        { Text: "选项" } => new MessageContent("请选择") { Choices = [new Choice("继续"), new Choice("取消")] },
        _ => $"收到：{message.Text}",
    };

    private async Task SayAsync(InboundMessage message, MessageContent content, CancellationToken cancellationToken)
    {
        var sender = (IChannelSender)services.GetService(typeof(IChannelSender))!;
        var id = Identifier.From(System.Text.Encoding.UTF8.GetBytes(message.MessageId + message.Key), "reply", 26);
        await sender.SendAsync(message.Tenant, message.ReplyAddress, new OutboundMessage
        {
            Id = id,
            Class = MessageClass.Reply,
            Content = content,
            CreatedAt = clock.GetUtcNow(),
            ReplyTo = message.MessageId,
        }, cancellationToken);
    }
}
