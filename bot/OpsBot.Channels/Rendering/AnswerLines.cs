using OpsBot.Core.Texts;

namespace OpsBot.Channels.Rendering;

/// <summary>What can be answered, as lines under a text; the same words on every channel. Pure.</summary>
internal static class AnswerLines
{
    /// <summary>Numbered: a line for each, and that the number or the words can be typed.</summary>
    /// <param name="options">Numbers and titles.</param>
    /// <param name="line">How a line looks: {0} is the number, {1} the title.</param>
    public static string Numbered(IEnumerable<(int Number, string Title)> options, string line = "{0}. {1}") =>
        "\n\n" + string.Join('\n', options.Select(o => string.Format(null, line, o.Number, o.Title))) + "\n" + MessengerTexts.ReplyWithNumber;

    /// <summary>Where a number could mean something else: the words themselves; empty without any.</summary>
    public static string Words(IReadOnlyCollection<string> titles) => titles.Count == 0 ? "" : "\n" + MessengerTexts.ReplyWithWords(titles);
}
