namespace OpsBot.Web.Documents.Pdf;

// Numbers are double, strings byte[], arrays List<object?>, the null object null.

internal sealed record PdfName(string Value);

internal sealed record PdfReference(int Number);

/// <summary>An operator of a content stream, or a word like obj or endobj.</summary>
internal sealed record PdfKeyword(string Value);

internal sealed class PdfDictionary : Dictionary<string, object?>
{
    public PdfDictionary()
        : base(StringComparer.Ordinal)
    {
    }
}

internal sealed record PdfStream(PdfDictionary Dictionary, ReadOnlyMemory<byte> Raw);
