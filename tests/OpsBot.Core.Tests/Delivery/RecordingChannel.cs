using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Delivery;

/// <summary>A channel that writes down what reached it and when; the test says when it fails.</summary>
internal sealed class RecordingChannel(string name, TimeProvider clock) : IChannelSender
{
    public string Channel => name;

    /// <summary>Null: accepted.</summary>
    public Func<OutboundMessage, DateTimeOffset, SendResult?> Answer { get; set; } = (_, _) => null;

    public List<(DateTimeOffset At, Address Address, OutboundMessage Message)> Sent { get; } = [];

    public int Calls { get; private set; }

    public Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        Calls++;
        var now = clock.GetUtcNow();
        if (Answer(message, now) is { } refused)
            return Task.FromResult(refused);
        Sent.Add((now, address, message));
        return Task.FromResult<SendResult>(new SendResult.Accepted());
    }
}
