using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>
/// Card where it fits, else Markdown with numbered answers, else text. Numbers are offered only in an answer to the
/// person: a number typed under a message that nobody asked for could belong to another question. They are not offered
/// either where the words themselves count something, so that a number never means two things.
/// </summary>
internal sealed partial class ContentRenderer(IOptions<WeComOptions> options)
{
    private const int MaxOptions = 20;

    /// <summary>The forms of a message; <paramref name="toGroup"/>: words alone.</summary>
    public Rendered Render(OutboundMessage message, bool toGroup)
    {
        var content = message.Content;
        var offered = toGroup ? [] : OptionsOf(content);
        var asked = message.IsAsked();
        var numbered = asked && offered.Count > 0 && CanBeNumbered(content.Text, offered);
        var words = PlainWords.Of(content.Text.Length > 0 ? content.Text : content.Card?.Title ?? "");
        return new Rendered
        {
            Text = words + Answers(offered, asked, numbered, "{0}. {1}"),
            Markdown = Markdown(words, offered, numbered),
            Card = options.Value.Cards ? TemplateCard.Of(message.Id, content, offered) : null,
            Options = offered,
            Numbered = numbered,
        };
    }

    // A template card has no free text fields; a form's buttons would send an empty form, so its words are followed instead.
    private static List<Option> OptionsOf(MessageContent content)
    {
        var buttons = content.Card is { Inputs.Count: 0 } card ? card.Buttons.Select(b => new Option(b.Title, b.Action)) : [];
        return [.. buttons.Concat(content.Choices.Select(c => new Option(c.Title, null))).DistinctBy(o => o.Title).Take(MaxOptions)];
    }

    private string? Markdown(string words, IReadOnlyList<Option> offered, bool numbered)
    {
        if (!options.Value.Markdown || !numbered || !PlainWords.AreSafeInMarkdown(words) || offered.Any(o => !PlainWords.AreSafeInMarkdown(o.Title)))
            return null;
        var markdown = words + Answers(offered, true, true, "**{0}** {1}");
        return Encoding.UTF8.GetByteCount(markdown) <= options.Value.TextBytes ? markdown : null;
    }

    private static string Answers(IReadOnlyList<Option> offered, bool asked, bool numbered, string line)
    {
        if (numbered)
            return "\n\n" + string.Join('\n', offered.Select((o, i) => string.Format(null, line, i + 1, PlainWords.Of(o.Title)))) + "\n" + WeComTexts.ReplyByNumber;
        // An unasked message names in its own words what can be typed; only answers that are plain words are repeated.
        string[] titles = [.. offered.Where(o => asked || o.Action is null).Select(o => PlainWords.Of(o.Title))];
        return titles.Length == 0 ? "" : "\n" + WeComTexts.ReplyByWord(titles);
    }

    private static bool CanBeNumbered(string text, IReadOnlyList<Option> offered) =>
        !CountedLine().IsMatch(text) && !offered.Any(o => o.Title.Length > 0 && char.IsDigit(o.Title[0]));

    [GeneratedRegex(@"^\s*[0-9０-９]+\s*[.．、)）]", RegexOptions.Multiline)]
    private static partial Regex CountedLine();
}
