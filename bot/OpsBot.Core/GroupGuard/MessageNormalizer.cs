using System.Text;
using OpsBot.Core.Conversations;
using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>Brings a message into the form the cues are written in: simplified, half width, lower case, digits as 0, names after @ as @人, emoji as one sign.</summary>
internal sealed class MessageNormalizer(TraditionalConverter converter, int maxLength)
{
    /// <summary>Stands for any run of characters outside the basic plane.</summary>
    private const char Emoji = '☺';

    private static readonly string[] Everyone = ["所有人", "全体", "各", "网格员"];

    public string Normalize(string text)
    {
        var simplified = converter.ToSimplified(Shorten(text));
        var result = new StringBuilder(simplified.Length);
        for (var at = 0; at < simplified.Length; at++)
        {
            var character = HalfWidth(simplified[at]);
            if (character == '@')
                at = AppendMention(simplified, at, result);
            else if (char.IsDigit(character))
                AppendOnce(result, '0');
            else if (char.IsSurrogate(character))
                AppendOnce(result, Emoji);
            else if (!char.IsWhiteSpace(character))
                result.Append(char.ToLowerInvariant(character));
        }
        return result.ToString();
    }

    // What is wanted stands at the beginning of a long notice or at its end.
    private string Shorten(string text) =>
        text.Length <= maxLength ? text : string.Concat(text.AsSpan(0, maxLength / 2), text.AsSpan(text.Length - (maxLength / 2)));

    private static int AppendMention(string text, int at, StringBuilder result)
    {
        result.Append('@');
        foreach (var name in Everyone)
            if (string.CompareOrdinal(text, at + 1, name, 0, name.Length) == 0)
                return at;
        result.Append('人');
        // Nobody's name is longer than this; where no blank ends it, the words behind it are kept.
        const int longest = 10;
        var end = at + 1;
        while (end < text.Length && end - at <= longest && !char.IsWhiteSpace(text[end]) && !char.IsPunctuation(text[end]))
            end++;
        return end < text.Length && end - at <= longest ? end - 1 : at;
    }

    private static void AppendOnce(StringBuilder result, char character)
    {
        if (result.Length == 0 || result[^1] != character)
            result.Append(character);
    }

    private static char HalfWidth(char character) => character switch
    {
        '\u3000' => ' ',
        '、' => ',',
        _ => FullWidth.Fold(character),
    };
}
