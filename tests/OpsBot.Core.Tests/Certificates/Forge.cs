using System.Text.Json;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Tests.Certificates;

/// <summary>Makes logs whose chain is consistent, whatever their lines say.</summary>
internal static class Forge
{
    /// <summary>A line told otherwise, and all hashes computed anew.</summary>
    public static string[] With(IEnumerable<string> lines, int at, Func<CertificateEntry, CertificateEntry> change) =>
        Rechain(lines.Select(Bare).Select((entry, index) => index == at ? change(entry) : entry));

    public static string[] Rechain(IEnumerable<CertificateEntry> entries)
    {
        var head = CertificateHead.Start;
        List<string> chained = [];
        foreach (var entry in entries)
        {
            (var line, head) = CertificateChain.Seal(head, entry, default);
            chained.Add(line);
        }
        return [.. chained];
    }

    /// <summary>What a line says, without its number and hash.</summary>
    public static CertificateEntry Bare(string line) => JsonSerializer.Deserialize<CertificateEntry>(line, StoredJson.Options)! with { More = null };
}
