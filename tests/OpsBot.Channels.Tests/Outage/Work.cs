using System.Globalization;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>What the bot sends without having been asked, and answers that were waited for.</summary>
internal sealed class Work(OutageHost host)
{
    public List<OutboundMessage> Messages { get; } = [];

    /// <summary>The mark in a message's text.</summary>
    public static string MarkOf(OutboundMessage message) => message.Content.Text[^7..];

    /// <summary>Half work that waits for the window, half answers that do not; each to the next of a hundred people.</summary>
    public async Task QueueAsync(int count)
    {
        var messages = Enumerable.Range(Messages.Count, count).Select(n => new OutboundMessage
        {
            Id = $"m-{n:D4}",
            Class = n % 2 == 0 ? MessageClass.Assignment : MessageClass.Receipt,
            PersonId = OutageCity.AccountOf(n + (OutageCity.People / 2)),
            Content = string.Create(CultureInfo.InvariantCulture, $"事项Z{(n % 2 == 0 ? 'A' : 'R')}{n:D4}Z"),
            CreatedAt = host.Clock.Now,
        }).ToArray();
        Messages.AddRange(messages);
        await host.QueueAsync(messages);
    }
}
