using System.Text;
using System.Text.RegularExpressions;
using OpsBot.Core.Regulations.Import;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Joins printed lines into paragraphs, across pages too: a full line goes on in the next one unless that is indented or numbered.</summary>
internal sealed partial class PdfParagraphs
{
    private const double FullLine = 2.3;
    private const double Indent = 0.7;
    private const double FarIn = 4;
    private const double SameSize = 1;
    private const double WideStep = 1.7;

    private readonly double _left;
    private readonly double _right;
    private readonly double _step;
    private readonly bool _indents;

    private PdfParagraphs(IReadOnlyList<PdfLine> lines)
    {
        var size = lines.GroupBy(line => Math.Round(line.Size)).OrderByDescending(group => group.Sum(line => line.Text.Length)).First().Key;
        var body = lines.Where(line => Math.Abs(line.Size - size) <= SameSize).ToList();
        _left = Quantile(body.Select(line => line.X), 0.05);
        _right = Quantile(body.Select(line => line.EndX), 0.95);
        _indents = body.Count(line => line.X > _left + (1.5 * line.Size) && line.X < _left + (3 * line.Size)) * 20 > body.Count;
        var steps = body.Zip(body.Skip(1)).Where(pair => pair.First.Page == pair.Second.Page).Select(pair => pair.First.Y - pair.Second.Y).ToList();
        _step = steps.Count > 0 ? Quantile(steps, 0.5) : double.MaxValue;
    }

    public static string Join(IReadOnlyList<PdfLine> lines)
    {
        if (lines.Count == 0) return "";
        var rule = new PdfParagraphs(lines);
        var text = new StringBuilder(lines[0].Text);
        for (var i = 1; i < lines.Count; i++)
        {
            if (!rule.GoesOn(lines[i - 1], lines[i])) text.Append('\n');
            else if (NeedsBlank(lines[i - 1].Text[^1], lines[i].Text[0])) text.Append(' ');
            text.Append(lines[i].Text);
        }

        return text.ToString();
    }

    private bool GoesOn(PdfLine line, PdfLine next)
    {
        if (Math.Abs(line.Size - next.Size) > SameSize) return false;
        if (line.Page == next.Page && line.Y - next.Y > WideStep * _step) return false;
        if (line.EndX < _right - (FullLine * line.Size)) return false;
        // A signature stands at the right.
        if (next.X > _left + (FarIn * next.Size)) return false;
        if (_indents && next.X <= _left + (Indent * next.Size)) return true;
        return !Numbered().IsMatch(next.Text) && !SentenceSplitter.EndsSentence(line.Text);
    }

    private static bool NeedsBlank(char end, char start) => end < '\u0250' && start < '\u0250' && char.IsLetterOrDigit(start) && end != '-';

    private static double Quantile(IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToList();
        return ordered[(int)Math.Clamp(share * (ordered.Count - 1), 0, ordered.Count - 1)];
    }

    [GeneratedRegex(@"^(?:第\s?[一二三四五六七八九十百零〇\d]+\s?[编章节条]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、.．])")]
    private static partial Regex Numbered();
}
