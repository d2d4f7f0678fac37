using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Simulation.Faults;

/// <summary>One process's client of a <see cref="SimulatedChannel"/>; the process may die before the call and after it.</summary>
internal sealed class ChannelSender(SimulatedChannel channel, KillSwitch life) : IChannelSender
{
    public string Channel => channel.Name;

    public Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken) =>
        life.AroundAsync(() => Task.FromResult(channel.Take(message, address)));
}
