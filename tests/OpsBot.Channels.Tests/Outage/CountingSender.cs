using System.Collections.Concurrent;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>Counts what the worker tries, also while nobody listens.</summary>
internal sealed class CountingSender(IChannelSender real, TimeProvider clock) : IChannelSender
{
    public string Channel => real.Channel;

    public ConcurrentQueue<(DateTimeOffset At, OutboundMessage Message, SendResult Result)> Attempts { get; } = new();

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var result = await real.SendAsync(tenant, address, message, cancellationToken);
        Attempts.Enqueue((clock.GetUtcNow(), message, result));
        return result;
    }
}
