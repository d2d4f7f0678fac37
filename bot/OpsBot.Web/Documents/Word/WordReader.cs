using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents.Word;

/// <summary>Reads a .docx: the body, and the running headers and footers only to look for a secrecy marking.</summary>
internal static class WordReader
{
    public static DocumentReading Read(byte[] content, string hash)
    {
        try
        {
            if (WordGuard.Refusal(content) is { } reason) return DocumentReading.Refused(reason);
            using var document = WordprocessingDocument.Open(new MemoryStream(content), isEditable: false);
            return ReadOpen(document, hash);
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or IOException or XmlException or FormatException or OpenXmlPackageException
            or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            // What the archive classes and the library throw on broken, encrypted or unknown packages.
            return DocumentReading.Refused(ImportTexts.RefusedBrokenWord);
        }
    }

    private static DocumentReading ReadOpen(WordprocessingDocument document, string hash)
    {
        if (document.MainDocumentPart is not { Document.Body: { } body } main) return DocumentReading.Refused(ImportTexts.RefusedBrokenWord);
        var numbers = new WordNumbering(main.NumberingDefinitionsPart?.Numbering, main.StyleDefinitionsPart?.Styles);
        var reader = new WordBody(numbers);
        reader.ReadBlocks(body);
        var margin = new WordBody(null);
        foreach (var part in main.HeaderParts.Select(part => (DocumentFormat.OpenXml.OpenXmlElement?)part.Header).Concat(main.FooterParts.Select(part => part.Footer)))
        {
            if (part is not null) margin.ReadBlocks(part);
        }

        if (reader.TooLarge || margin.TooLarge) return DocumentReading.Refused(ImportTexts.RefusedHugeWord);
        IReadOnlyList<ReviewLine> cut =
        [
            .. margin.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => new ReviewLine(0, line, LineDisposition.Cut, ImportTexts.CutHeaderPart)),
        ];
        return new(new SourceText(reader.Text, hash, cut, NotesOf(reader), IsPaged: true), null);
    }

    private static List<string> NotesOf(WordBody body)
    {
        var notes = new List<string>();
        if (body.HasFootnotes) notes.Add(ImportTexts.NoteFootnotes);
        if (body.HasDeletions) notes.Add(ImportTexts.NoteDeleted);
        if (body.HasHidden) notes.Add(ImportTexts.NoteHidden);
        if (body.HasPictures) notes.Add(ImportTexts.NotePictures);
        if (body.HasTables) notes.Add(ImportTexts.NoteTables);
        return notes;
    }
}
