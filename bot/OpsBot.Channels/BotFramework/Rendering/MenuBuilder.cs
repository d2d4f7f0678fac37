using OpsBot.Channels.BotFramework.References;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>Collects what a message offers. Pure.</summary>
internal static class MenuBuilder
{
    private const int MostItems = 20;

    /// <summary>
    /// Buttons first, then the suggested answers that are no button. With <paramref name="withChoices"/> off only buttons:
    /// where suggestions are shown, typing one already works.
    /// </summary>
    public static OfferedMenu Of(OutboundMessage message, bool withChoices)
    {
        var content = message.Content;
        var buttons = (content.Card?.Buttons ?? []).Select(b => new OfferedItem(b.Title, b.Action));
        var choices = withChoices ? content.Choices.Select(c => new OfferedItem(c.Title)) : [];
        OfferedItem[] items = [.. buttons.Concat(choices).Where(i => i.Title.Length > 0).DistinctBy(i => i.Title).Take(MostItems)];
        return new OfferedMenu { IsNumbered = items.Length > 0 && MayNumber(message, items), Items = items };
    }

    // Only an answer is numbered: a number meant for the open question must not press a button of something that came in
    // between. And not where the text or the words have numbers of their own, which the dialog reads itself.
    private static bool MayNumber(OutboundMessage message, OfferedItem[] items) =>
        message.IsAsked() && !items.Any(i => char.IsDigit(i.Title[0])) && !message.Content.Text.Split('\n').Any(StartsWithNumber);

    private static bool StartsWithNumber(string line)
    {
        var text = line.AsSpan().TrimStart();
        var digits = 0;
        while (digits < text.Length && char.IsDigit(text[digits]))
            digits++;
        return digits is > 0 and < 3 && digits < text.Length && text[digits] is '.' or '．' or '、' or ')' or '）';
    }
}
