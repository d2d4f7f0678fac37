using System.Text;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;
using OpsBot.Web.Documents.Html;
using OpsBot.Web.Documents.Pdf;
using OpsBot.Web.Documents.Word;

namespace OpsBot.Web.Documents;

/// <summary>
/// Reads the text of a source file: plain text, HTML, Word (.docx) or PDF with a text layer. The format is told by the content,
/// never by the file name. Whatever the bytes are, the result is a text or a plain reason; nothing throws.
/// </summary>
/// <param name="maximumBytes">Larger files are refused unread.</param>
public sealed class DocumentReader(int maximumBytes)
{
    private const int SignatureSpan = 1024;
    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public DocumentReading Read(byte[] content)
    {
        if (content.Length > maximumBytes) return DocumentReading.Refused(RegulationTexts.RefusedTooLarge(maximumBytes));
        if (content.Length == 0) return DocumentReading.Refused(ImportTexts.RefusedEmpty);
        var hash = SourceImporter.HashOf(content);
        if (content.AsSpan().StartsWith(OldOffice)) return DocumentReading.Refused(IsEncryptedOffice(content) ? ImportTexts.RefusedEncryptedOffice : ImportTexts.RefusedOldOffice);
        if (content.AsSpan().StartsWith("PK"u8)) return WordReader.Read(content, hash);
        if (content.AsSpan().StartsWith("{\\rtf"u8)) return DocumentReading.Refused(ImportTexts.RefusedRichText);
        if (content.AsSpan(0, Math.Min(SignatureSpan, content.Length)).IndexOf("%PDF-"u8) >= 0) return PdfReader.Read(content, hash);
        return ReadText(content, hash);
    }

    private static DocumentReading ReadText(byte[] content, string hash)
    {
        if (TextDecoder.Decode(content) is not { } decoded)
            return DocumentReading.Refused(content.AsSpan().Contains((byte)0) ? RegulationTexts.RefusedBinary : RegulationTexts.RefusedEncoding);
        if (string.IsNullOrWhiteSpace(decoded.Text)) return DocumentReading.Refused(ImportTexts.RefusedEmpty);
        IReadOnlyList<string> notes = decoded.Guessed is { } encoding ? [ImportTexts.NoteEncoding(encoding)] : [];
        var text = HtmlReader.IsHtml(decoded.Text) ? HtmlReader.Read(decoded.Text) : decoded.Text;
        return new(new SourceText(text, hash, [], notes), null);
    }

    // An encrypted .docx is an old container that holds a stream of this name.
    private static bool IsEncryptedOffice(byte[] content) => content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
}
