namespace OpsBot.Core.Delivery;

/// <summary>What a person reads: always a text that stands alone, and where the channel can, a card and suggested answers.</summary>
public sealed record MessageContent(string Text)
{
    /// <summary>Shown where the channel has cards; the text then is its summary.</summary>
    public Card? Card { get; init; }

    /// <summary>Suggested answers.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>A text is content.</summary>
    public static implicit operator MessageContent(string text) => new(text);
}
