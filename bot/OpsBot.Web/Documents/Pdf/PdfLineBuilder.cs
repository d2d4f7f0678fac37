using System.Text;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Characters of a page to printed lines, by position alone: the order in the file is not trusted.</summary>
internal static class PdfLineBuilder
{
    private const double SameLine = 0.5;
    private const double WordGap = 0.2;
    private const double WideGap = 1.2;

    /// <summary>Lines from top to bottom, column by column, and the text that stands across the reading direction.</summary>
    public static (List<List<PdfLine>> Columns, string Across) Build(IReadOnlyList<PdfGlyph> glyphs, int page)
    {
        if (glyphs.Count == 0) return ([[]], "");
        var angle = glyphs.GroupBy(glyph => glyph.Angle).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
        if (angle < 0) angle = 0;
        var upright = glyphs.Where(glyph => glyph.Angle == angle).Select(glyph => Turn(glyph, angle)).ToList();
        var columns = PdfColumns.Split(upright);
        return (
            [.. columns.Select(column => LinesOf(column.Glyphs, page, column.Shift))],
            string.Concat(glyphs.Where(glyph => glyph.Angle != angle).Select(glyph => glyph.Text)));
    }

    // All columns are moved over each other, so that what is indented or full reads the same in each.
    private static List<PdfLine> LinesOf(List<PdfGlyph> column, int page, double shift)
    {
        var lines = new List<PdfLine>();
        var row = new List<PdfGlyph>();
        foreach (var glyph in column.Select(glyph => glyph with { X = glyph.X - shift }).OrderByDescending(glyph => glyph.Y))
        {
            if (row.Count > 0 && row[0].Y - glyph.Y > SameLine * Math.Max(row[0].Size, glyph.Size))
            {
                AddLine(row, page, lines);
                row.Clear();
            }

            row.Add(glyph);
        }

        AddLine(row, page, lines);
        return lines;
    }

    private static PdfGlyph Turn(PdfGlyph glyph, int angle) => angle switch
    {
        1 => glyph with { X = glyph.Y, Y = -glyph.X },
        2 => glyph with { X = -glyph.X, Y = -glyph.Y },
        3 => glyph with { X = -glyph.Y, Y = glyph.X },
        _ => glyph,
    };

    private static void AddLine(List<PdfGlyph> row, int page, List<PdfLine> lines)
    {
        var ordered = row.OrderBy(glyph => glyph.X).ToList();
        var text = new StringBuilder();
        PdfGlyph? before = null;
        foreach (var glyph in ordered)
        {
            if (string.IsNullOrWhiteSpace(glyph.Text))
            {
                if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
                continue;
            }

            if (before is { } last)
            {
                // Bold made by printing twice.
                if (glyph.Text == last.Text && glyph.X - last.X < 0.2 * glyph.Size) continue;
                var gap = glyph.X - (last.X + last.Width);
                var apart = gap > WideGap * glyph.Size || (gap > WordGap * glyph.Size && IsLatin(glyph.Text[0]) && IsLatin(last.Text[^1]));
                if (apart && text.Length > 0 && text[^1] != ' ') text.Append(' ');
            }

            text.Append(glyph.Text);
            before = glyph;
        }

        var words = text.ToString().Trim();
        if (words.Length == 0 || before is not { } end) return;
        var visible = ordered.Where(glyph => !string.IsNullOrWhiteSpace(glyph.Text)).ToList();
        var size = visible.GroupBy(glyph => Math.Round(glyph.Size, 1)).OrderByDescending(group => group.Count()).First().Key;
        lines.Add(new PdfLine(page, words, visible[0].X, end.X + end.Width, row.Average(glyph => glyph.Y), size));
    }

    private static bool IsLatin(char c) => c < '\u0250';
}
