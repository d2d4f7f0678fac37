using System.Text;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>A message without a card: its text, and what can be answered, numbered where that is unmistakable. Pure.</summary>
internal static class PlainText
{
    private const string Special = @"\`*_{}[]()#+-.!|<>~";

    public static string Of(MessageContent content, OfferedMenu menu, bool markdown)
    {
        if (!markdown && menu.Items.Count == 0 && !content.Text.Contains('\r', StringComparison.Ordinal))
            return content.Text;
        var offered = menu.IsNumbered ? AnswerLines.Numbered(menu.Items.Select((item, i) => (i + 1, item.Title))) : AnswerLines.Words([.. menu.Items.Select(i => i.Title)]);
        var lines = (content.Text + offered).Split('\n').Select(line => line.TrimEnd('\r'));
        // Every line a paragraph of its own, or Markdown would join them.
        return markdown ? string.Join("\n\n", lines.Where(l => l.Length > 0).Select(Escape)) : string.Join('\n', lines);
    }

    // What people wrote must not become a link or a heading on somebody's screen.
    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        foreach (var c in line)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
