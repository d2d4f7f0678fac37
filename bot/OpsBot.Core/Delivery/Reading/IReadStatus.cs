using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery.Reading;

/// <summary>
/// Asks a platform how many have read a message that the bot sent by itself. A platform that does not tell has none. Who
/// they are stays in the channel: only a number comes out of it.
/// </summary>
public interface IReadStatus
{
    /// <summary>The <see cref="Address.Channel"/> it serves.</summary>
    string Channel { get; }

    /// <summary>Asks about one message; costs at most one look-up where it was not sent through this channel.</summary>
    Task<ReadAnswer> AskAsync(TenantId tenant, string messageId, CancellationToken cancellationToken);
}
