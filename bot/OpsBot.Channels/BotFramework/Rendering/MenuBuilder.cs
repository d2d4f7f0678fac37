using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.Rendering;
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
        Option[] options = [.. Option.Of(message.Content, withChoices: withChoices).Take(MostItems)];
        if (options.Length == 0)
            return OfferedMenu.Empty;
        // Only an answer is numbered: a number meant for the open question must not press a button of something that came
        // in between.
        return new OfferedMenu
        {
            IsNumbered = message.IsAsked() && TypedAnswer.CanBeNumbered(message.Content.Text, options),
            Items = [.. options.Select(o => new OfferedItem(o.Title, o.Action))],
        };
    }
}
