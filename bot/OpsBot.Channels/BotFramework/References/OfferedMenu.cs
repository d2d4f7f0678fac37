using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

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
        var said = text.Trim().TrimEnd('.', '。', '、', '．');
        if (Items.FirstOrDefault(i => i.Title == said) is { } named)
            return named;
        if (!IsNumbered || said.Length is 0 or > 2)
            return null;
        // People type full-width digits too.
        var digits = string.Concat(said.Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c));
        return digits.All(char.IsAsciiDigit) && int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) is var number && number >= 1 && number <= Items.Count
            ? Items[number - 1]
            : null;
    }
}
