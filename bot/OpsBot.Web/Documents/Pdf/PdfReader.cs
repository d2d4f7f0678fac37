using System.Text;
using System.Text.RegularExpressions;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Reads the text layer of a PDF. No pictures, no scripts, no attachments; encrypted files are refused.</summary>
internal static partial class PdfReader
{
    private const double UnknownShare = 0.2;
    private const int MaximumPages = 2000;
    private const int MaximumGlyphs = 3_000_000;
    private const int MaximumDepth = 48;
    private const int TailSpan = 1024;

    public static DocumentReading Read(byte[] content, string hash)
    {
        if (IsNestedTooDeep(content)) return DocumentReading.Refused(ImportTexts.RefusedHugePdf);
        var log = new PdfLog();
        try
        {
            using var document = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, MaxStackDepth = MaximumDepth, Logger = log });
            if (document.IsEncrypted) return DocumentReading.Refused(ImportTexts.RefusedEncryptedPdf);
            return document.NumberOfPages > MaximumPages ? DocumentReading.Refused(ImportTexts.RefusedHugePdf) : ReadOpen(document, log, content, hash);
        }
        catch (PdfDocumentEncryptedException)
        {
            return DocumentReading.Refused(ImportTexts.RefusedEncryptedPdf);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The library throws whatever its parsers met; to the person it is one thing, a file that cannot be read.
            return DocumentReading.Refused(ImportTexts.RefusedBrokenPdf);
        }
    }

    private static DocumentReading ReadOpen(PdfDocument document, PdfLog log, byte[] content, string hash)
    {
        var pages = new List<List<PdfLine>>();
        var cut = new List<ReviewLine>();
        var (characters, unknown, hasColumns) = (0, 0, false);
        foreach (var page in document.GetPages())
        {
            var glyphs = PdfGlyphs.Of(page, log, ref unknown);
            characters += glyphs.Count;
            if (characters > MaximumGlyphs) return DocumentReading.Refused(ImportTexts.RefusedHugePdf);
            var (columns, across) = PdfLineBuilder.Build(glyphs, page.Number);
            pages.AddRange(columns);
            hasColumns |= columns.Count > 1;
            if (!string.IsNullOrWhiteSpace(across)) cut.Add(new ReviewLine(0, across.Trim(), LineDisposition.Cut, ImportTexts.CutRotated));
        }

        var body = PdfFurniture.Cut(pages, cut);
        if (body.Count == 0) return DocumentReading.Refused(ImportTexts.RefusedScan);
        if (unknown > characters * UnknownShare) return DocumentReading.Refused(ImportTexts.RefusedNoUnicode);
        var notes = new List<string>();
        if (IsTorn(content)) notes.Add(ImportTexts.NoteRepairedPdf);
        if (unknown > 0) notes.Add(ImportTexts.NoteUnreadableGlyphs);
        if (log.HasMissingFont || pages.Any(lines => lines.Count == 0)) notes.Add(ImportTexts.NoteBrokenPdfPages);
        if (hasColumns) notes.Add(ImportTexts.NoteColumns);
        return new(new SourceText(PdfParagraphs.Join(body), hash, cut, notes, IsPaged: true), null);
    }

    // No honest file nests arrays like this; a parser that recurses pays for each.
    private static bool IsNestedTooDeep(ReadOnlySpan<byte> content) => content.IndexOf(new string('[', MaximumDepth + 1).Select(c => (byte)c).ToArray()) >= 0;

    // The library rebuilds a missing or wrong table of objects in silence; the reviewer is to know that the file is damaged.
    private static bool IsTorn(byte[] content)
    {
        var tail = Encoding.Latin1.GetString(content.AsSpan(Math.Max(0, content.Length - TailSpan)));
        return TableOffset().Match(tail) is not { Success: true } found
            || !int.TryParse(found.Groups[1].ValueSpan, out var at) || at >= content.Length
            || !TableStart().IsMatch(Encoding.Latin1.GetString(content.AsSpan(at, Math.Min(40, content.Length - at))));
    }

    [GeneratedRegex(@"startxref\s+(\d{1,9})\s+%%EOF", RegexOptions.RightToLeft)]
    private static partial Regex TableOffset();

    [GeneratedRegex(@"^\s*(?:xref|\d+\s+\d+\s+obj)")]
    private static partial Regex TableStart();
}
