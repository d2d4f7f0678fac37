using OpsBot.Channels.Rendering;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>What the last answer offered to press, so that its words, and its numbers where it was numbered, can be typed.</summary>
internal sealed record OfferedMenu
{
    /// <summary>How it is stored; the id is the conversation's.</summary>
    public static readonly RecordKind<OfferedMenu> Kind = new("bf-menu");

    /// <summary>Nothing is offered.</summary>
    public static OfferedMenu Empty { get; } = new();

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>A number from 1 means the item.</summary>
    public bool IsNumbered { get; init; }

    public IReadOnlyList<OfferedItem> Items { get; init; } = [];

    /// <summary>The item that a message means; null: it means something else.</summary>
    public OfferedItem? Find(string text)
    {
        if (Items.Count == 0)
            return null;
        var said = TypedAnswer.Plain(text);
        if (Items.FirstOrDefault(i => i.Title == said) is { } named)
            return named;
        return IsNumbered && TypedAnswer.Number(said) is { } number && number >= 1 && number <= Items.Count ? Items[number - 1] : null;
    }
}
