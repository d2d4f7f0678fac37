using System.Text;
using Microsoft.Extensions.Options;
using OpsBot.Channels.Capabilities;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>
/// Card where it fits, else Markdown with numbered answers, else text. Numbers are offered only in an answer to the
/// person: a number typed under a message that nobody asked for could belong to another question. They are not offered
/// either where the words themselves count something, so that a number never means two things.
/// </summary>
internal sealed class ContentRenderer(IOptions<WeComOptions> options)
{
    private const int MaxOptions = 20;
    private readonly ChannelCapabilities _can = CapabilityTable.WeCom with
    {
        Cards = options.Value.Cards ? CapabilityTable.WeCom.Cards : CardForm.None,
        Markdown = options.Value.Markdown,
    };

    /// <summary>The forms of a message; <paramref name="toGroup"/>: words alone.</summary>
    public Rendered Render(OutboundMessage message, bool toGroup)
    {
        var content = message.Content;
        // A template card has no free text fields; a form's buttons would send an empty form, so its words are followed instead.
        Option[] offered = toGroup ? [] : [.. Option.Of(content, withButtons: content.Card?.Inputs.Count is null or 0).Take(MaxOptions)];
        var asked = message.IsAsked();
        var numbered = asked && TypedAnswer.CanBeNumbered(content.Text, offered);
        var words = PlainWords.Of(content.Text.Length > 0 ? content.Text : content.Card?.Title ?? "");
        var (card, markdown) = (TemplateCard.Of(message.Id, content, offered), Markdown(words, offered, numbered));
        var form = _can.FormFor(card is not null, markdown is not null);
        return new Rendered
        {
            Text = words + Answers(offered, asked, numbered, "{0}. {1}"),
            Markdown = form == MessageForm.Markdown ? markdown : null,
            Card = form == MessageForm.Card ? card : null,
            Options = offered,
            Numbered = numbered,
        };
    }

    private string? Markdown(string words, IReadOnlyList<Option> offered, bool numbered)
    {
        if (!numbered || !PlainWords.AreSafeInMarkdown(words) || offered.Any(o => !PlainWords.AreSafeInMarkdown(o.Title)))
            return null;
        var markdown = words + Answers(offered, true, true, "**{0}** {1}");
        return Encoding.UTF8.GetByteCount(markdown) <= options.Value.TextBytes ? markdown : null;
    }

    private static string Answers(IReadOnlyList<Option> offered, bool asked, bool numbered, string line)
    {
        if (numbered)
            return AnswerLines.Numbered(offered.Select((o, i) => (i + 1, PlainWords.Of(o.Title))), line);
        // An unasked message names in its own words what can be typed; only answers that are plain words are repeated.
        return AnswerLines.Words([.. offered.Where(o => asked || o.Action is null).Select(o => PlainWords.Of(o.Title))]);
    }
}
