namespace OpsBot.Core.Delivery;

/// <summary>What a person reads: always a text that stands alone, and where the channel can, a card and suggested answers.</summary>
public sealed record MessageContent(string Text)
{
    /// <summary>Shown where the channel has cards; the text then is its summary.</summary>
    public Card? Card { get; init; }

    /// <summary>Suggested answers.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>
    /// With a line in front. A card that is read instead of the text gets it too, under its heading, or it would be lost wherever
    /// cards are shown.
    /// </summary>
    public MessageContent After(string note) => this with
    {
        Text = note + "\n" + Text,
        Card = Card is { } card && !card.IsOnlyButtons() ? card with { Body = card.Body is { Length: > 0 } body ? note + "\n" + body : note } : Card,
    };

    /// <summary>A text is content.</summary>
    public static implicit operator MessageContent(string text) => new(text);
}
