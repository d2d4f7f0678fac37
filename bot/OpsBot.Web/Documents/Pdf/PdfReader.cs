using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Reads the text layer of a PDF. No pictures, no scripts, no attachments; encrypted files are refused.</summary>
internal static class PdfReader
{
    private const double UnknownShare = 0.2;

    public static DocumentReading Read(byte[] content, string hash)
    {
        try
        {
            return ReadOpen(content, hash);
        }
        catch (PdfFault fault)
        {
            return DocumentReading.Refused(fault.Kind switch
            {
                PdfFaultKind.Encrypted => ImportTexts.RefusedEncryptedPdf,
                PdfFaultKind.TooLarge => ImportTexts.RefusedHugePdf,
                _ => ImportTexts.RefusedBrokenPdf,
            });
        }
    }

    private static DocumentReading ReadOpen(byte[] content, string hash)
    {
        var budget = new PdfBudget();
        var file = PdfFile.Open(content, budget);
        var reader = new PdfContent(file, budget);
        var pages = new List<List<PdfLine>>();
        var cut = new List<ReviewLine>();
        var characters = 0;
        foreach (var (page, resources) in PagesOf(file))
        {
            var glyphs = reader.ReadPage(page, resources);
            characters += glyphs.Count;
            var (lines, across) = PdfLineBuilder.Build(glyphs, pages.Count + 1);
            pages.Add(lines);
            if (!string.IsNullOrWhiteSpace(across)) cut.Add(new ReviewLine(0, across.Trim(), LineDisposition.Cut, ImportTexts.CutRotated));
        }

        var body = PdfFurniture.Cut(pages, cut);
        if (body.Count == 0) return DocumentReading.Refused(ImportTexts.RefusedScan);
        if (reader.Unknown > characters * UnknownShare) return DocumentReading.Refused(ImportTexts.RefusedNoUnicode);
        var notes = new List<string>();
        if (file.Repaired) notes.Add(ImportTexts.NoteRepairedPdf);
        if (reader.Unknown > 0) notes.Add(ImportTexts.NoteUnreadableGlyphs);
        if (pages.Any(lines => lines.Count == 0)) notes.Add(ImportTexts.NoteBrokenPdfPages);
        return new(new SourceText(PdfParagraphs.Join(body), hash, cut, notes, IsPaged: true), null);
    }

    private static List<(PdfDictionary Page, PdfDictionary Resources)> PagesOf(PdfFile file)
    {
        var pages = new List<(PdfDictionary, PdfDictionary)>();
        var seen = new HashSet<PdfDictionary>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(PdfDictionary Node, PdfDictionary Resources)>();
        if (file.Get(file.Root, "Pages") is PdfDictionary root) waiting.Push((root, []));
        while (waiting.TryPop(out var item))
        {
            if (!seen.Add(item.Node)) continue;
            if (seen.Count > PdfBudget.MaximumPages * 4 || pages.Count > PdfBudget.MaximumPages) throw new PdfFault(PdfFaultKind.TooLarge);
            var resources = file.Get(item.Node, "Resources") as PdfDictionary ?? item.Resources;
            if (file.Get(item.Node, "Kids") is not List<object?> kids)
            {
                pages.Add((item.Node, resources));
                continue;
            }

            for (var i = kids.Count - 1; i >= 0; i--)
            {
                if (file.Resolve(kids[i]) is PdfDictionary kid) waiting.Push((kid, resources));
            }
        }

        return pages;
    }
}
