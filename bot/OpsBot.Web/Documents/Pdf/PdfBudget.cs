namespace OpsBot.Web.Documents.Pdf;

/// <summary>What one file may cost. Everything that a file can make grow is counted here.</summary>
internal sealed class PdfBudget
{
    public const int MaximumDepth = 48;
    public const int MaximumPages = 2000;
    public const int MaximumObjects = 300_000;
    private const int MaximumDecoded = 96 * 1024 * 1024;
    private const int MaximumSteps = 20_000_000;

    private long _decoded;
    private long _steps;

    /// <summary>Bytes that came out of a filter.</summary>
    public void Decode(long bytes)
    {
        if ((_decoded += bytes) > MaximumDecoded) throw new PdfFault(PdfFaultKind.TooLarge);
    }

    /// <summary>Tokens, glyphs, map entries.</summary>
    public void Step(long count = 1)
    {
        if ((_steps += count) > MaximumSteps) throw new PdfFault(PdfFaultKind.TooLarge);
    }

    public static void Depth(int depth)
    {
        if (depth > MaximumDepth) throw new PdfFault(PdfFaultKind.TooLarge);
    }
}
