using System.CommandLine;
using OpsBot.Core.Certificates;

namespace OpsBot.Web.Commands;

/// <summary>
/// <c>verify EXPORT [--anchors FILE]... [--key FILE]</c> recomputes the chain and every statement of an exported log, without
/// a bot and without a store. 0: all fits; 1: it does not, with one line that says where; 2: a file cannot be read.
/// </summary>
public static class VerifyCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var export = new Argument<FileInfo>("export") { Description = "The log, one line of JSON each (./run.sh export-log)." };
        var anchors = new Option<FileInfo[]>("--anchors") { Description = "Files with anchors: the anchor file, or lines from the supervisors' chat.", DefaultValueFactory = _ => [] };
        var key = new Option<FileInfo?>("--key") { Description = "The public key (PEM) that the anchors must be signed by." };
        var command = new Command("verify", "Recompute an exported certificate log and its daily statements.") { export, anchors, key };
        command.SetAction(parsed => Run(
            parsed.GetValue(export)!, parsed.GetValue(anchors)!, parsed.GetValue(key), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(FileInfo export, FileInfo[] anchorFiles, FileInfo? keyFile, TextWriter output, TextWriter error)
    {
        try
        {
            using var key = keyFile is null ? null : CertificateKey.FromPublicKey(File.ReadAllText(keyFile.FullName));
            var anchors = anchorFiles.SelectMany(file => File.ReadLines(file.FullName)).Select(CertificateAnchor.Read).OfType<CertificateAnchor>().ToArray();
            if (anchorFiles.Length > 0 && anchors.Length == 0)
                throw new FormatException("The anchor files hold no anchor (a line that begins with opsbot-anchor-1).");
            return Verify(export, new CertificateVerifier(anchors, key), key is not null, output, error);
        }
        catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
        {
            error.WriteLine(fault.Message);
            return 2;
        }
    }

    private static int Verify(FileInfo export, CertificateVerifier verifier, bool signed, TextWriter output, TextWriter error)
    {
        using var reader = export.OpenText();
        var lines = new BoundedLines(reader, CertificateChain.MaxLineLength + 1);
        while (lines.Read(out _) is { } line && verifier.Add(line))
        {
        }
        if (!verifier.End())
        {
            error.WriteLine($"FAILED: {verifier.Fault}");
            return 1;
        }
        foreach (var statement in verifier.Statements)
            output.WriteLine(statement.ToJson());
        var anchored = verifier.AnchorCount == 0 ? "no anchors given, so a cut tail would not show" : $"{verifier.AnchorCount} anchors fit{(signed ? " and are signed" : "; signatures not checked, no --key")}";
        output.WriteLine($"{verifier.Head.Count} lines, head {verifier.Head.Hash}, {verifier.Statements.Count} statements recomputed, {verifier.OutsideWindow} deliveries outside working time; {anchored}");
        if (verifier.OutsideWindow == 0)
            return 0;
        error.WriteLine($"FAILED: {verifier.OutsideWindow} deliveries outside working time without a valid override");
        return 1;
    }
}
