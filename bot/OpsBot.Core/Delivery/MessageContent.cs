namespace OpsBot.Core.Delivery;

/// <summary>What a person reads: always a text that stands alone, and where the channel can, a card and suggested answers.</summary>
public sealed record MessageContent(string Text)
{
    /// <summary>Shown where the channel has cards; the text then is its summary.</summary>
    public Card? Card { get; init; }

    /// <summary>Suggested answers.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The same after a remark, which is also read where the card is shown in place of the text.</summary>
    public MessageContent After(string note) => this with
    {
        Text = note + "\n" + Text,
        Card = Card is null || Card.IsOnlyButtons() ? Card : Card with { Note = Card.Note is null ? note : note + "\n" + Card.Note },
    };

    /// <summary>A text is content.</summary>
    public static implicit operator MessageContent(string text) => new(text);
}
