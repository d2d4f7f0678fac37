using System.IO.Compression;

namespace OpsBot.Web.Documents.Word;

/// <summary>The parts of a .docx, read with limits: a small file may not unfold into a huge one.</summary>
internal sealed class WordArchive : IDisposable
{
    private const int MaximumEntries = 5000;
    private const int MaximumPart = 24 * 1024 * 1024;
    private const int MaximumTotal = 48 * 1024 * 1024;

    private readonly ZipArchive _archive;
    private int _total;

    private WordArchive(ZipArchive archive) => _archive = archive;

    /// <summary>True once a part was over a limit.</summary>
    public bool TooLarge { get; private set; }

    /// <exception cref="InvalidDataException">It is not a ZIP archive.</exception>
    public static WordArchive Open(byte[] content)
    {
        var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        return archive.Entries.Count <= MaximumEntries ? new WordArchive(archive) : new WordArchive(archive) { TooLarge = true };
    }

    public bool Holds(string name) => _archive.GetEntry(name) is not null;

    public IEnumerable<string> NamesUnder(string prefix) =>
        _archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>The bytes of a part, or null where it is missing or too large.</summary>
    /// <exception cref="InvalidDataException">The part is broken.</exception>
    public byte[]? Read(string name)
    {
        if (TooLarge || _archive.GetEntry(name) is not { } entry) return null;
        using var source = entry.Open();
        using var target = new MemoryStream();
        var buffer = new byte[64 * 1024];
        // The declared length is not trusted; what really comes out is counted.
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            _total += read;
            if (target.Length + read > MaximumPart || _total > MaximumTotal)
            {
                TooLarge = true;
                return null;
            }

            target.Write(buffer, 0, read);
        }

        return target.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
