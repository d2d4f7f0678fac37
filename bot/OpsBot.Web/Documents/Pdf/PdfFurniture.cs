using System.Text.RegularExpressions;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Cuts page numbers and running headers: lines at a page's edge that are a number, or come again at the same height on other pages.</summary>
internal static partial class PdfFurniture
{
    private const int EdgeLines = 2;
    private const int LongestRunning = 60;
    private const double SameHeight = 3;
    private const double RunningShare = 0.4;

    public static List<PdfLine> Cut(IReadOnlyList<List<PdfLine>> pages, List<ReviewLine> cut)
    {
        var edges = pages.SelectMany(page => page.Take(EdgeLines).Concat(page.Skip(Math.Max(EdgeLines, page.Count - EdgeLines)))).ToList();
        var wanted = Math.Max(2, (int)Math.Ceiling(pages.Count * RunningShare));
        var running = edges.Where(line => line.Text.Length <= LongestRunning && !SentenceSplitter.EndsSentence(line.Text))
            .GroupBy(line => (Key(line.Text), Math.Round(line.Y / SameHeight)))
            .Where(group => group.Select(line => line.Page).Distinct().Count() >= wanted)
            .SelectMany(group => group).ToHashSet(ReferenceEqualityComparer.Instance);
        var numbers = pages.SelectMany(page => page.Take(1).Concat(page.TakeLast(1))).Where(line => PageNumber().IsMatch(line.Text)).ToHashSet(ReferenceEqualityComparer.Instance);
        var kept = new List<PdfLine>();
        foreach (var line in pages.SelectMany(page => page))
        {
            if (numbers.Contains(line)) cut.Add(new ReviewLine(0, line.Text, LineDisposition.Cut, ImportTexts.CutPageNumberOn(line.Page)));
            else if (running.Contains(line)) cut.Add(new ReviewLine(0, line.Text, LineDisposition.Cut, ImportTexts.CutRunningLine(line.Page)));
            else kept.Add(line);
        }

        return kept;
    }

    private static string Key(string text) => Digits().Replace(text, "#").Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[-—–―·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·\s]*$")]
    private static partial Regex PageNumber();
}
