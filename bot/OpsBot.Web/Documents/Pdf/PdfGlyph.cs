namespace OpsBot.Web.Documents.Pdf;

/// <summary>A character on the page, in points. <paramref name="Angle"/> is 0 to 3 quarter turns, or -1 for slanted text.</summary>
internal readonly record struct PdfGlyph(string Text, double X, double Y, double Size, double Width, int Angle);
