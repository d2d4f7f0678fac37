namespace OpsBot.Web.Documents.Pdf;

/// <summary>
/// Tells a page in two columns of running text, so that its lines are not read across. A table of two columns has short cells and
/// is no such page.
/// </summary>
internal static class PdfColumns
{
    private const double Gutter = 1;
    private const int FewestLines = 6;
    private const double CrossingShare = 0.2;
    private const double FullLine = 0.8;
    private const double FullShare = 0.5;

    /// <summary>The page's characters in reading order, and how far each part stands to the right of the page's first column.</summary>
    public static List<(List<PdfGlyph> Glyphs, double Shift)> Split(List<PdfGlyph> glyphs)
    {
        if (glyphs.Count == 0 || FindGutter(glyphs) is not var (from, to)) return [(glyphs, 0)];
        var start = glyphs.Min(glyph => glyph.X);
        var parts = new List<(List<PdfGlyph> Glyphs, double Shift)>();
        var (left, right, across) = (new List<PdfGlyph>(), new List<PdfGlyph>(), new List<PdfGlyph>());
        void Close()
        {
            if (across.Count > 0) parts.Add((across, 0));
            if (left.Count > 0) parts.Add((left, 0));
            if (right.Count > 0) parts.Add((right, right.Min(glyph => glyph.X) - start));
            (left, right, across) = ([], [], []);
        }

        foreach (var row in Rows(glyphs))
        {
            if (Covered(row, from, to) > (to - from) / 2)
            {
                // A line over both columns ends what stands above it.
                if (left.Count + right.Count > 0) Close();
                across.AddRange(row);
                continue;
            }

            // The last sign of a full line may hang over the edge a little.
            var middle = (from + to) / 2;
            left.AddRange(row.Where(glyph => glyph.X + (glyph.Width / 2) < middle));
            right.AddRange(row.Where(glyph => glyph.X + (glyph.Width / 2) >= middle));
        }

        Close();
        return parts;
    }

    private static double Covered(List<PdfGlyph> row, double from, double to) =>
        row.Where(IsVisible).Sum(glyph => Math.Max(0, Math.Min(to, glyph.X + glyph.Width) - Math.Max(from, glyph.X)));

    private static bool IsVisible(PdfGlyph glyph) => !string.IsNullOrWhiteSpace(glyph.Text);

    private static (double From, double To)? FindGutter(List<PdfGlyph> all)
    {
        var glyphs = all.Where(IsVisible).ToList();
        if (glyphs.Count == 0) return null;
        var (start, end) = (glyphs.Min(glyph => glyph.X), glyphs.Max(glyph => glyph.X + glyph.Width));
        var size = glyphs.Select(glyph => glyph.Size).Order().ElementAt(glyphs.Count / 2);
        var width = (int)Math.Min(end - start, 5000);
        var rows = Rows(glyphs);
        if (width < 20 * size || rows.Count < FewestLines) return null;
        var covered = new int[width + 1];
        foreach (var glyph in glyphs)
        {
            for (var at = (int)(glyph.X - start); at <= Math.Min(width, glyph.X + glyph.Width - start - 0.5); at++) covered[at]++;
        }

        var most = (int)(rows.Count * CrossingShare / 2);
        (int From, int To) best = (0, 0);
        for (var (at, open) = (width / 4, width / 4); at <= width * 3 / 4; at++)
        {
            if (covered[at] > most) open = at + 1;
            else if (at + 1 - open > best.To - best.From) best = (open, at + 1);
        }

        if (best.To - best.From < Gutter * size) return null;
        var (from, to) = (start + best.From, start + best.To);
        return IsRunningText(glyphs, start, from, size) && IsRunningText(glyphs, to, end, size) ? (from, to) : null;
    }

    // Rows of a column of text mostly reach from edge to edge; cells of a table do not.
    private static bool IsRunningText(List<PdfGlyph> glyphs, double from, double to, double size)
    {
        var rows = Rows([.. glyphs.Where(glyph => glyph.X >= from && glyph.X + glyph.Width <= to + size)]);
        var widths = rows.Select(row => row.Max(glyph => glyph.X + glyph.Width) - row.Min(glyph => glyph.X)).ToList();
        return rows.Count >= FewestLines && widths.Count(width => width > FullLine * (to - from)) > FullShare * rows.Count;
    }

    private static List<List<PdfGlyph>> Rows(List<PdfGlyph> glyphs)
    {
        var rows = new List<List<PdfGlyph>>();
        foreach (var glyph in glyphs.OrderByDescending(glyph => glyph.Y))
        {
            if (rows.Count > 0 && rows[^1][0].Y - glyph.Y <= 0.5 * Math.Max(rows[^1][0].Size, glyph.Size)) rows[^1].Add(glyph);
            else rows.Add([glyph]);
        }

        return rows;
    }
}
