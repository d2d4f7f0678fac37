using System.Text;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Plain text as DingTalk's Markdown. What a reporter wrote must not become a link, an image or a heading on an official's
/// screen, and a quoted clause must keep every word.
/// </summary>
internal static class MarkdownRendering
{
    // Invisible. A link needs "](" side by side, a tag needs a letter after "<", a heading its sign first in the line.
    private const char Joiner = '\u2060';
    private const string Signs = "[]<";
    private const string LineSigns = "#>-+=";

    /// <summary>Lines end with two blanks, which makes them lines in Markdown too.</summary>
    public static string Render(string text) => string.Join("  \n", text.Split('\n').Select(line => Line(line.TrimEnd('\r'))));

    private static string Line(string line)
    {
        var quiet = new StringBuilder(line.Length + 8);
        if (line.TrimStart() is { Length: > 0 } words && LineSigns.Contains(words[0], StringComparison.Ordinal))
            quiet.Append(Joiner);
        foreach (var c in line)
        {
            quiet.Append(c);
            if (Signs.Contains(c, StringComparison.Ordinal))
                quiet.Append(Joiner);
        }
        return quiet.ToString();
    }
}
