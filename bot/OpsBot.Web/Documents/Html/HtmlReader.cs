using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using OpsBot.Web.Documents.Word;

namespace OpsBot.Web.Documents.Html;

/// <summary>
/// The text of a web page, one block a line. Scripts, styles, forms and the page's own navigation, header and footer elements are
/// left out by their element names; numbered lists get the numbers a browser shows. One pass, no recursion.
/// </summary>
internal sealed partial class HtmlReader
{
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button", "select", "svg", "iframe", "object", "rt", "rp", "del", "s", "strike",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q",
        "ruby", "rb", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "o:p", "st1:chsdate", "wbr", "input", "source", "time",
    };

    private readonly StringBuilder _text = new();
    private readonly Stack<OrderedList> _lists = new();
    private string? _skipping;
    private int _skipDepth;
    private bool _cellOpen;

    public static bool IsHtml(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || BodyTag().IsMatch(text);
    }

    public static string Read(string html) => new HtmlReader().ReadAll(html);

    private string ReadAll(string html)
    {
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            if (open < 0) open = html.Length;
            AddText(html.AsSpan(at, open - at));
            if (open == html.Length) break;
            at = ReadTag(html, open);
        }

        return Blanks().Replace(_text.ToString(), "\n").Trim('\n');
    }

    // Returns where the text goes on.
    private int ReadTag(string html, int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0) return After(html, "-->", open + 4);
        if (open + 1 >= html.Length || !(char.IsAsciiLetter(html[open + 1]) || html[open + 1] is '/' or '!' or '?'))
        {
            AddText("<");
            return open + 1;
        }

        var end = EndOfTag(html, open);
        var tag = html.AsSpan(open + 1, end - open - 1);
        var closing = tag.StartsWith("/");
        if (closing) tag = tag[1..];
        var length = 0;
        while (length < tag.Length && (char.IsAsciiLetterOrDigit(tag[length]) || tag[length] is ':' or '-')) length++;
        var name = tag[..length].ToString().ToLowerInvariant();
        var next = Math.Min(end + 1, html.Length);
        if (name is "script" or "style" && !closing && _skipping is null) return After(html, "</" + name, next) is var stop && stop < html.Length ? After(html, ">", stop) : html.Length;
        Apply(name, closing, tag[length..]);
        return next;
    }

    private void Apply(string name, bool closing, ReadOnlySpan<char> attributes)
    {
        if (_skipping is not null)
        {
            if (name == _skipping) _skipDepth += closing ? -1 : 1;
            if (_skipDepth == 0) _skipping = null;
            return;
        }

        if (!closing && Skipped.Contains(name) && !attributes.EndsWith("/"))
        {
            (_skipping, _skipDepth) = (name, 1);
            return;
        }

        switch (name)
        {
            case "td" or "th":
                if (!closing && _cellOpen) _text.Append(" | ");
                _cellOpen = true;
                return;
            case "p" or "div" or "br" when _cellOpen:
                _text.Append(' ');
                return;
            case "tr" or "table":
                _cellOpen = false;
                break;
            case "ol" or "ul":
                if (!closing) _lists.Push(OrderedList.Of(name, attributes.ToString()));
                else _lists.TryPop(out _);
                break;
            case "li" when !closing:
                _text.Append('\n').Append(_lists.TryPeek(out var list) ? list.Next() : "");
                return;
        }

        if (name.Length > 0 && !Inline.Contains(name)) _text.Append('\n');
    }

    private void AddText(ReadOnlySpan<char> text)
    {
        if (_skipping is not null || text.IsEmpty) return;
        foreach (var c in WebUtility.HtmlDecode(text.ToString()))
            _text.Append(char.IsWhiteSpace(c) ? ' ' : c);
    }

    private static int After(string html, string end, int from) =>
        html.IndexOf(end, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + end.Length : html.Length;

    // A ">" inside a quoted attribute does not end the tag.
    private static int EndOfTag(string html, int open)
    {
        var quote = '\0';
        for (var i = open + 1; i < html.Length; i++)
        {
            if (quote != '\0') quote = html[i] == quote ? '\0' : quote;
            else if (html[i] is '"' or '\'' && html[i - 1] == '=') quote = html[i];
            else if (html[i] == '>') return i;
        }

        return html.Length;
    }

    [GeneratedRegex(@"<body[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex BodyTag();

    [GeneratedRegex(@"[ \t]*\n\s*")]
    private static partial Regex Blanks();

    private sealed class OrderedList(string? format, int next)
    {
        private int _next = next;

        public static OrderedList Of(string name, string attributes)
        {
            var start = StartAttribute().Match(attributes) is { Success: true } found ? int.Parse(found.Groups[1].Value) : 1;
            var type = TypeAttribute().Match(attributes) is { Success: true } kind ? kind.Groups[1].Value : "1";
            var format = type switch { "a" => "lowerLetter", "A" => "upperLetter", "i" => "lowerRoman", "I" => "upperRoman", _ => "decimal" };
            if (attributes.Contains("cjk-", StringComparison.OrdinalIgnoreCase) || attributes.Contains("simp-chinese", StringComparison.OrdinalIgnoreCase)) format = "chineseCounting";
            return new OrderedList(name == "ol" ? format : null, start);
        }

        public string Next() => format is null ? "" : WordNumberFormat.Write(_next++, format) + (format == "chineseCounting" ? "、" : ".");
    }

    [GeneratedRegex(@"\bstart\s*=\s*[""']?(\d{1,6})")]
    private static partial Regex StartAttribute();

    [GeneratedRegex(@"\btype\s*=\s*[""']?([aAiI1])\b")]
    private static partial Regex TypeAttribute();
}
