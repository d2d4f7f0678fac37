using System.IO.Compression;
using System.Xml;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents.Word;

/// <summary>
/// Looks through the archive before the library opens it: the library unfolds parts without counting and walks nested elements by
/// recursion, so size, depth and document types are judged here, by reading once and keeping nothing.
/// </summary>
internal static class WordGuard
{
    private const string Main = "word/document.xml";
    private const int MaximumEntries = 5000;
    private const int MaximumDepth = 256;
    private const long MaximumPart = 24 * 1024 * 1024;
    private const long MaximumTotal = 48 * 1024 * 1024;

    /// <summary>Why the file must not be opened, or null.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP archive, or a part of it is broken.</exception>
    /// <exception cref="XmlException">A part is no well-formed XML, or declares a document type.</exception>
    public static string? Refusal(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        if (archive.GetEntry("OFD.xml") is not null) return ImportTexts.RefusedOfd;
        if (archive.Entries.Count > MaximumEntries) return ImportTexts.RefusedHugeWord;
        if (archive.GetEntry(Main) is null) return ImportTexts.RefusedArchive;
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            // The declared length is not trusted; what really comes out is counted.
            long part = 0;
            using (var source = entry.Open())
            {
                var buffer = new byte[64 * 1024];
                for (int read; (read = source.Read(buffer)) > 0;)
                {
                    (part, total) = (part + read, total + read);
                    if (part > MaximumPart || total > MaximumTotal) return ImportTexts.RefusedHugeWord;
                }
            }

            if (entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && !IsShallow(entry)) return ImportTexts.RefusedBrokenWord;
        }

        return null;
    }

    private static bool IsShallow(ZipArchiveEntry entry)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var source = entry.Open();
        using var reader = XmlReader.Create(source, settings);
        while (reader.Read())
        {
            if (reader.Depth > MaximumDepth) return false;
        }

        return true;
    }
}
