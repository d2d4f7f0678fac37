using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.DeliveryProcess;

/// <summary>A channel that writes what it took into a file: id, bot's clock, class, recipient, ids of a digest's items.</summary>
internal sealed class FileChannel(Notebook sent, TimeProvider clock) : IChannelSender
{
    public const string Name = "directline";

    public string Channel => Name;

    public Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        sent.Write(string.Create(CultureInfo.InvariantCulture, $"{message.Id}\t{now}\t{message.Class}\t{message.PersonId}\t{string.Join(',', message.Items)}"));
        return Task.FromResult<SendResult>(new SendResult.Accepted());
    }
}
