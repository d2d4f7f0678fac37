using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>Stands behind the door: takes each message once, queues an answer and delivers it as the worker would.</summary>
internal sealed class AnsweringBot(IServiceProvider services, TimeProvider clock)
{
    public static readonly Card Sample = new()
    {
        Title = "派发任务",
        Body = "第一行",
        Facts = [new CardFact("单位", "[点这里](http://example.invalid)")],
        Inputs = [new CardInput("note", "说明", Multiline: true)],
        Buttons = [new CardButton("派发", BotAction.On("case.dispatch", "1122")), new CardButton("退回", BotAction.On("case.return", "1122"))],
    };

    private readonly ConcurrentDictionary<string, bool> _taken = new();

    public ConcurrentQueue<InboundMessage> Received { get; } = new();

    public ConcurrentQueue<SendResult> Sent { get; } = new();

    /// <summary>Set: every turn ends so, and nothing is answered.</summary>
    public Func<TurnOutcome>? Instead { get; set; }

    public MessageClass AnswerClass { get; set; } = MessageClass.Reply;

    public async Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (Instead is { } instead)
            return instead();
        if (!_taken.TryAdd($"{message.Key}/{message.MessageId}", true))
            return TurnOutcome.Duplicate;
        var read = await services.GetRequiredService<IRecordReader>().GetAsync(message.Tenant, [.. message.AlsoRead], cancellationToken);
        message = message.Meant?.Invoke(message, read) ?? message;
        Received.Enqueue(message);
        var answers = Answers(message).Select((content, i) => new OutboundMessage
        {
            Id = Identifier.From(Encoding.UTF8.GetBytes(message.MessageId + message.Key), $"reply/{i}", 26),
            Class = AnswerClass,
            Content = content,
            CreatedAt = clock.GetUtcNow(),
            ReplyTo = message.Group is null ? message.MessageId : null,
        }).ToArray();
        // The worker may be faster than the turn's own thread.
        foreach (var answer in answers)
            Sent.Enqueue(await SendAsync(message.ReplyAddress, answer, message.Tenant));
        message.OnQueued?.Invoke([.. answers.Select(a => a.Id)]);
        return TurnOutcome.Accepted;
    }

    public Task<SendResult> SendAsync(Address address, OutboundMessage message, TenantId tenant) =>
        services.GetServices<IChannelSender>().Single(s => s.Channel == address.Channel).SendAsync(tenant, address, message, CancellationToken.None);

    private static IEnumerable<MessageContent> Answers(InboundMessage message) => message switch
    {
        { IsGreeting: true } => ["您好"],
        { Action: { } action } => [$"按钮 {action.Name} {string.Join(',', action.Args.Values)}"],
        { Text: "卡片" } => [new MessageContent("派发任务，时限待定") { Card = Sample, Choices = [new Choice("取消")] }],
        { Text: "选项" } => [new MessageContent("请选择*一项*") { Choices = [new Choice("继续"), new Choice("取消")] }],
        { Text: "编号" } => [new MessageContent("请选择\n1. 会议\n2. 报表") { Choices = [new Choice("报表"), new Choice("会议")] }],
        { Text: "两句" } => ["第一句", "第二句"],
        _ => [$"收到：{message.Text}"],
    };
}
