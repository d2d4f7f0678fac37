using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Capabilities;

/// <summary>What the bot can do on one kind of channel, as it is built today. See <see cref="CapabilityTable"/>.</summary>
/// <param name="Name">Name of the row.</param>
/// <param name="Channel">The channel in addresses.</param>
internal sealed record ChannelCapabilities(string Name, string Channel)
{
    /// <summary>Cards, where the deployment has them switched on.</summary>
    public CardForm Cards { get; init; }

    /// <summary>A pressed button waits for the bot (<c>Action.Execute</c>); elsewhere it posts a message.</summary>
    public bool Execute { get; init; }

    /// <summary>Suggested answers under a message.</summary>
    public bool Suggestions { get; init; }

    /// <summary>Markdown in a message's text.</summary>
    public bool Markdown { get; init; }

    /// <summary>What was sent can be changed.</summary>
    public UpdateForm Update { get; init; }

    /// <summary>What the bot sent by itself can be taken back after the platform took it.</summary>
    public bool Recall { get; init; }

    /// <summary>The platform tells whether a message that the bot sent by itself was read; what leaves the channel is a number.</summary>
    public bool ReadState { get; init; }

    /// <summary>It is addressed in a group by its name, which is then not part of what was said.</summary>
    public bool Mention { get; init; }

    /// <summary>It listens and speaks in groups.</summary>
    public bool Group { get; init; }

    /// <summary>It takes files.</summary>
    public bool Files { get; init; }

    /// <summary>What the platform's limits count; the numbers are in <c>general/channels.json</c>.</summary>
    public IReadOnlyList<RateScope> Rate { get; init; } = [];

    /// <summary>To whom it can speak first.</summary>
    public ProactiveRule Proactive { get; init; }

    /// <summary>What "delivered" means.</summary>
    public DeliveryCertainty Delivery { get; init; }

    /// <summary>The best form for a message: a card where it fits, else Markdown where that changes nothing, else text.</summary>
    public MessageForm FormFor(bool fitsCard, bool fitsMarkdown) =>
        Cards != CardForm.None && fitsCard ? MessageForm.Card : Markdown && fitsMarkdown ? MessageForm.Markdown : MessageForm.Text;
}
