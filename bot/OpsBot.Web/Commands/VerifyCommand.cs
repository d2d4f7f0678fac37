using System.CommandLine;
using OpsBot.Core.Certificates;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary>
/// <c>verify EXPORT [--anchors FILE]... [--key FILE]</c> recomputes the chain, every statement and every window of an exported
/// log, without a bot and without a store. 0: all fits; 1: it does not, with one line for each place; 2: a file cannot be read.
/// </summary>
public static class VerifyCommand
{
    private const int MostFaults = 20;

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var export = new Argument<FileInfo>("export") { Description = "The log, one line of JSON each (./run.sh export-log)." };
        var anchors = Files("--anchors", "Files with anchors: the anchor file, or lines from the supervisors' chat.");
        var key = new Option<FileInfo?>("--key") { Description = "The public key (PEM) that the anchors must be signed by." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var directories = Files("--directory", "The organisation with the hours of units and people, newest first, then older states of it; default: the demo's.");
        var papers = Files("--paper", "Calendar tables that were imported before the log told of imports, in that order.");
        var command = new Command("verify", "Recompute an exported certificate log, its daily statements and its windows.") { export, anchors, key, packs, directories, papers };
        command.SetAction(parsed => Run(
            parsed.GetValue(export)!,
            parsed.GetValue(anchors)!,
            parsed.GetValue(key),
            () => ReadWindowCheck(PackReader.Open(parsed.GetValue(packs)), parsed.GetValue(directories)!, parsed.GetValue(papers)!),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static Option<FileInfo[]> Files(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };

    private static WindowCheck ReadWindowCheck(PackReader packs, FileInfo[] directories, FileInfo[] papers)
    {
        var workTime = packs.ReadWorkTime();
        string[] texts = directories.Length > 0 ? [.. directories.Select(file => File.ReadAllText(file.FullName))] : [packs.ReadDemoDirectory()];
        return new WindowCheck(
            workTime,
            packs.ReadPersonalHours(),
            [.. texts.Select(text => DirectoryPack.Parse(text, _ => [], workTime.Schedule))],
            [.. papers.Select(file => ReadPaper(file))]);
    }

    private static HolidayTable ReadPaper(FileInfo file)
    {
        var reading = HolidayTableParser.Parse(File.ReadAllText(file.FullName));
        return reading.Value ?? throw new FormatException($"{file.Name}: {string.Join('\n', reading.Faults)}");
    }

    private static int Run(FileInfo export, FileInfo[] anchorFiles, FileInfo? keyFile, Func<WindowCheck> readWindows, TextWriter output, TextWriter error)
    {
        try
        {
            using var key = keyFile is null ? null : CertificateKey.FromPublicKey(File.ReadAllText(keyFile.FullName));
            var anchors = anchorFiles.SelectMany(file => File.ReadLines(file.FullName)).Select(CertificateAnchor.Read).OfType<CertificateAnchor>().ToArray();
            if (anchorFiles.Length > 0 && anchors.Length == 0)
                throw new FormatException(VerifyTexts.NoAnchor);
            var windows = readWindows();
            return Verify(export, new CertificateVerifier(anchors, key, windows), windows, key is not null, output, error);
        }
        catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException)
        {
            error.WriteLine(fault.Message);
            return 2;
        }
    }

    private static int Verify(FileInfo export, CertificateVerifier verifier, WindowCheck windows, bool signed, TextWriter output, TextWriter error)
    {
        using var reader = export.OpenText();
        var lines = new BoundedLines(reader, CertificateChain.MaxLineLength + 1);
        while (lines.Read(out _) is { } line && verifier.Add(line))
        {
        }
        var whole = verifier.End();
        foreach (var fault in verifier.WindowFaults.Take(MostFaults))
            error.WriteLine(fault);
        if (verifier.WindowFaults.Count > MostFaults)
            error.WriteLine(CertificateTexts.MoreFaults(verifier.WindowFaults.Count - MostFaults));
        if (!whole)
        {
            error.WriteLine(VerifyTexts.Failed(verifier.Fault!));
            return 1;
        }
        foreach (var statement in verifier.Statements)
            output.WriteLine(statement.ToJson());
        output.WriteLine(VerifyTexts.Checked(verifier, signed));
        if (verifier.OutsideWindow > 0)
            error.WriteLine(VerifyTexts.Failed(VerifyTexts.Outside(verifier.OutsideWindow)));
        if (verifier.OutsideWindow > 0 || verifier.WindowFaults.Count > 0)
            return 1;
        output.WriteLine(CertificateTexts.Recomputed(windows));
        return 0;
    }
}
