using System.Text;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>
/// One text file for each tenant in the data folder, one anchor a line. Nothing in it is ever changed; a line that a crash
/// cut short is ended and skipped.
/// </summary>
internal sealed class AnchorFile(string directory) : IAnchorFile
{
    private const int TailBytes = 8 * 1024;
    private readonly Lock _writing = new();

    public CertificateAnchor? Last(TenantId tenant)
    {
        var path = PathOf(tenant);
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var tail = reader.ReadToEnd();
        var whole = tail[..(tail.LastIndexOf('\n') + 1)];
        // An anchor of a day may lie between those of every 64 lines; the longest log counts.
        return whole.Split('\n').Select(CertificateAnchor.Read).OfType<CertificateAnchor>().MaxBy(anchor => anchor.Head.Count);
    }

    public void Append(TenantId tenant, IReadOnlyList<CertificateAnchor> anchors)
    {
        lock (_writing)
        {
            Directory.CreateDirectory(directory);
            using var file = new FileStream(PathOf(tenant), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var text = string.Concat(anchors.Select(anchor => anchor.Text + "\n"));
            file.Write(Encoding.ASCII.GetBytes((EndsInsideLine(file) ? "\n" : "") + text));
            file.Flush(flushToDisk: true);
        }
    }

    private static bool EndsInsideLine(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private string PathOf(TenantId tenant) => Path.Combine(directory, $"anchors-{tenant.Value}.txt");
}
