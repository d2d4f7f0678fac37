using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents.Word;

/// <summary>Reads a .docx: the body, and the running headers and footers only to look for a secrecy marking.</summary>
internal static class WordReader
{
    private const int MaximumDepth = 256;
    private const string Main = "word/document.xml";

    public static DocumentReading Read(byte[] content, string hash)
    {
        try
        {
            using var archive = WordArchive.Open(content);
            if (archive.Holds("OFD.xml")) return DocumentReading.Refused(ImportTexts.RefusedOfd);
            if (!archive.TooLarge && !archive.Holds(Main)) return DocumentReading.Refused(ImportTexts.RefusedArchive);
            return Read(archive, hash);
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or EndOfStreamException)
        {
            // What the archive classes throw on broken, encrypted or unknown compression.
            return DocumentReading.Refused(ImportTexts.RefusedBrokenWord);
        }
    }

    private static DocumentReading Read(WordArchive archive, string hash)
    {
        var main = archive.Read(Main);
        var numbering = archive.Read("word/numbering.xml");
        var styles = archive.Read("word/styles.xml");
        var margins = archive.NamesUnder("word/header").Concat(archive.NamesUnder("word/footer")).Select(archive.Read).ToList();
        if (archive.TooLarge || main is null) return DocumentReading.Refused(ImportTexts.RefusedHugeWord);
        if (WordXml.Load(main, MaximumDepth).Child("body") is not { } body) return DocumentReading.Refused(ImportTexts.RefusedBrokenWord);

        var numbers = new WordNumbering(numbering is null ? null : WordXml.Load(numbering, MaximumDepth), styles is null ? null : WordXml.Load(styles, MaximumDepth));
        var reader = new WordBody(numbers);
        reader.ReadBlocks(body);
        var margin = new WordBody(null);
        foreach (var root in margins.OfType<byte[]>().Select(part => WordXml.Load(part, MaximumDepth)).OfType<System.Xml.Linq.XElement>()) margin.ReadBlocks(root);
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
