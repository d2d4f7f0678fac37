using System.Globalization;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Commands;

/// <summary>Prints what the importer kept, cut and doubted, the clauses it made, and what changed since the last version, for a person to check.</summary>
internal static class ReviewSheet
{
    private const int LongestLine = 60;

    public static void Write(TextWriter output, string fileName, ImportResult result, PackMerge? merge)
    {
        output.WriteLine($"== {fileName}");
        if (result.Refusal is { } refusal) output.WriteLine(refusal);
        if ((merge?.Document ?? result.Document) is { } document)
        {
            output.WriteLine($"{document.Id} 《{document.Title}》 {document.Issuer ?? RegulationTexts.UnknownIssuer} "
                + $"{document.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? RegulationTexts.Undated} "
                + $"{document.Territory ?? RegulationTexts.UnknownTerritory} {document.Kind} sha256:{document.SourceHash}");
        }

        if (merge is not null) output.WriteLine(OutcomeOf(merge));
        if (result.Notes is { Count: > 0 } notes)
        {
            output.WriteLine($"-- {ImportTexts.ReviewNotes} {notes.Count}");
            foreach (var note in notes) output.WriteLine($"      {note}");
        }

        WriteLines(output, result, LineDisposition.Kept, RegulationTexts.ReviewKept);
        WriteLines(output, result, LineDisposition.Cut, RegulationTexts.ReviewCut);
        WriteLines(output, result, LineDisposition.Doubtful, RegulationTexts.ReviewDoubtful);
        var clauses = merge is null ? result.Clauses : [.. merge.Pack.Clauses.Where(clause => clause.Document == merge.Document)];
        output.WriteLine($"-- {RegulationTexts.ReviewClauses} {clauses.Count}");
        foreach (var clause in clauses)
        {
            output.WriteLine($"{clause.Id}  [{string.Join(" › ", clause.Path)}]");
            output.WriteLine($"    {Indent(clause.Text)}");
        }

        if (merge is { Outcome: MergeOutcome.NewVersion or MergeOutcome.Reparsed }) WriteChanges(output, merge.Changes);
        output.WriteLine();
    }

    private static string OutcomeOf(PackMerge merge) => merge.Outcome switch
    {
        MergeOutcome.NewVersion => ImportTexts.NewVersion(merge.Document.Id, merge.Document.Version, merge.Old!.Id),
        MergeOutcome.Unchanged => ImportTexts.Unchanged,
        MergeOutcome.Reparsed => ImportTexts.Reparsed,
        _ => ImportTexts.NewDocument,
    };

    private static void WriteChanges(TextWriter output, IReadOnlyList<ClauseChange> changes)
    {
        foreach (var kind in Enum.GetValues<ClauseChangeKind>())
        {
            var some = changes.Where(change => change.Kind == kind).ToList();
            output.WriteLine($"-- {ImportTexts.ChangeHeading(kind)} {some.Count}");
            if (kind == ClauseChangeKind.Unchanged)
            {
                if (some.Count > 0) output.WriteLine($"      {string.Join(' ', some.Select(change => change.Number))}");
                continue;
            }

            foreach (var change in some)
            {
                output.WriteLine(change.Number);
                if (change.Old is { } old) output.WriteLine($"  - {Indent(old.Text)}");
                if (change.New is { } current) output.WriteLine($"  + {Indent(current.Text)}");
            }
        }
    }

    private static string Indent(string text) => text.Replace("\n", "\n    ", StringComparison.Ordinal);

    private static void WriteLines(TextWriter output, ImportResult result, LineDisposition disposition, string heading)
    {
        var lines = result.Lines.Where(line => line.Disposition == disposition).ToList();
        output.WriteLine($"-- {heading} {lines.Count}");
        foreach (var line in lines)
        {
            var text = line.Text.Length > LongestLine ? line.Text[..LongestLine] + "…" : line.Text;
            var number = line.Number > 0 ? line.Number.ToString(CultureInfo.InvariantCulture) : "";
            output.WriteLine($"{number,4}  {text}{(line.Reason.Length > 0 ? $"  [{line.Reason}]" : "")}");
        }
    }
}
