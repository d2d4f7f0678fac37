using UglyToad.PdfPig.Content;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>The characters of a page as the library found them, by their base lines alone.</summary>
internal static class PdfGlyphs
{
    private const string Unreadable = "□";
    private const double Farthest = 1e6;

    /// <param name="page">The page.</param>
    /// <param name="log">What the library said about codes without a character while it read this page.</param>
    /// <param name="unknown">Grows by the characters that no font explains; the library would show their codes instead.</param>
    public static List<PdfGlyph> Of(Page page, PdfLog log, ref int unknown)
    {
        var glyphs = new List<PdfGlyph>(page.Letters.Count);
        foreach (var letter in page.Letters)
        {
            var (x, y) = (letter.StartBaseLine.X, letter.StartBaseLine.Y);
            var (across, up) = (letter.EndBaseLine.X - x, letter.EndBaseLine.Y - y);
            var width = Math.Sqrt((across * across) + (up * up));
            var size = letter.PointSize;
            if (!double.IsFinite(x + y + width + size) || size is < 0.5 or > 2000 || Math.Abs(x) > Farthest || Math.Abs(y) > Farthest) continue;
            var isUnknown = log.IsUnknown(letter);
            if (isUnknown) unknown++;
            glyphs.Add(new PdfGlyph(isUnknown ? Unreadable : letter.Value, x, y, size, width, AngleOf(letter, across, up, width)));
        }

        return glyphs;
    }

    private static int AngleOf(Letter letter, double across, double up, double width)
    {
        // A character without a width has no direction of its own.
        if (width < 0.01) return letter.TextOrientation == TextOrientation.Other ? -1 : 0;
        var straight = 0.08 * width;
        return Math.Abs(up) < straight ? (across > 0 ? 0 : 2) : Math.Abs(across) < straight ? (up > 0 ? 1 : 3) : -1;
    }
}
