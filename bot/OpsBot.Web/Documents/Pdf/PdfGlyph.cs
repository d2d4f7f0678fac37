namespace OpsBot.Web.Documents.Pdf;

/// <summary>A code of a string as its font understands it. <paramref name="Text"/> is null where the font does not say. Width in thousandths of the size.</summary>
internal readonly record struct PdfCode(string? Text, double Width, bool IsBlank);

/// <summary>A character on the page. <paramref name="Angle"/> is 0 to 3 quarter turns, or -1 for slanted text.</summary>
internal readonly record struct PdfGlyph(string Text, double X, double Y, double Size, double Width, int Angle);
