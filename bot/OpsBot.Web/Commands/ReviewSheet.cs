using System.Globalization;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Commands;

/// <summary>Prints what the importer kept, cut and doubted, and the clauses it made, for a person to check.</summary>
internal static class ReviewSheet
{
    private const int LongestLine = 60;

    public static void Write(TextWriter output, string fileName, ImportResult result)
    {
        output.WriteLine($"== {fileName}");
        if (result.Document is { } document)
        {
            output.WriteLine($"{document.Id} 《{document.Title}》 {document.Issuer ?? RegulationTexts.UnknownIssuer} "
                + $"{document.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? RegulationTexts.Undated} "
                + $"{document.Territory ?? RegulationTexts.UnknownTerritory} {document.Kind} sha256:{document.SourceHash}");
        }

        WriteLines(output, result, LineDisposition.Kept, RegulationTexts.ReviewKept);
        WriteLines(output, result, LineDisposition.Cut, RegulationTexts.ReviewCut);
        WriteLines(output, result, LineDisposition.Doubtful, RegulationTexts.ReviewDoubtful);
        output.WriteLine($"-- {RegulationTexts.ReviewClauses} {result.Clauses.Count}");
        foreach (var clause in result.Clauses)
        {
            output.WriteLine($"{clause.Id}  [{string.Join(" › ", clause.Path)}]");
            output.WriteLine($"    {clause.Text.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        }

        output.WriteLine();
    }

    private static void WriteLines(TextWriter output, ImportResult result, LineDisposition disposition, string heading)
    {
        var lines = result.Lines.Where(line => line.Disposition == disposition).ToList();
        output.WriteLine($"-- {heading} {lines.Count}");
        foreach (var line in lines)
        {
            var text = line.Text.Length > LongestLine ? line.Text[..LongestLine] + "…" : line.Text;
            output.WriteLine($"{line.Number,4}  {text}{(line.Reason.Length > 0 ? $"  [{line.Reason}]" : "")}");
        }
    }
}
