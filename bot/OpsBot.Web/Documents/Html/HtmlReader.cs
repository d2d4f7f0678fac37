using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using OpsBot.Web.Documents.Word;

namespace OpsBot.Web.Documents.Html;

/// <summary>
/// The text of a web page, one block a line. Scripts, styles, forms and the page's own navigation, header and footer elements are
/// left out by their element names; numbered lists get the numbers a browser shows. The tree is walked without recursion.
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
    private bool _cellOpen;

    public static bool IsHtml(string text)
    {
        var start = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || BodyTag().IsMatch(text);
    }

    public static string Read(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        return new HtmlReader().ReadAll(document.DocumentElement);
    }

    private string ReadAll(INode root)
    {
        for (INode? node = root; node is not null;)
        {
            if (Enter(node) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                Leave(node);
                node = node.Parent;
            }

            if (node is null || node == root) break;
            Leave(node);
            node = node.NextSibling;
        }

        return Blanks().Replace(_text.ToString(), "\n").Trim('\n');
    }

    // Says whether what is inside is read.
    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            foreach (var c in text.Data) _text.Append(char.IsWhiteSpace(c) ? ' ' : c);
            return false;
        }

        if (node is not IElement element) return false;
        var name = element.LocalName;
        if (Skipped.Contains(name)) return false;
        switch (name)
        {
            case "td" or "th":
                if (_cellOpen) _text.Append(" | ");
                _cellOpen = true;
                return true;
            case "li":
                _text.Append('\n').Append(_lists.TryPeek(out var list) ? list.Next() : "");
                return true;
            case "ol" or "ul":
                _lists.Push(OrderedList.Of(element));
                break;
        }

        Break(name);
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement { LocalName: var name } || Skipped.Contains(name) || name is "td" or "th") return;
        if (name is "ol" or "ul") _lists.TryPop(out _);
        if (name != "br") Break(name);
    }

    private void Break(string name)
    {
        if (_cellOpen && name is "p" or "div" or "br")
        {
            _text.Append(' ');
            return;
        }

        if (name is "tr" or "table") _cellOpen = false;
        if (!Inline.Contains(name)) _text.Append('\n');
    }

    [GeneratedRegex(@"<body[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex BodyTag();

    [GeneratedRegex(@"[ \t]*\n\s*")]
    private static partial Regex Blanks();

    private sealed class OrderedList(string? format, int next)
    {
        private const int Largest = 999_999;
        private int _next = next;

        public static OrderedList Of(IElement element)
        {
            var start = int.TryParse(element.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= Largest ? given : 1;
            var format = element.GetAttribute("type") switch { "a" => "lowerLetter", "A" => "upperLetter", "i" => "lowerRoman", "I" => "upperRoman", _ => "decimal" };
            var style = element.GetAttribute("style") ?? "";
            if (style.Contains("cjk-", StringComparison.OrdinalIgnoreCase) || style.Contains("simp-chinese", StringComparison.OrdinalIgnoreCase)) format = "chineseCounting";
            return new OrderedList(element.LocalName == "ol" ? format : null, start);
        }

        public string Next() => format is null ? "" : WordNumberFormat.Write(_next++, format) + (format == "chineseCounting" ? "、" : ".");
    }
}
