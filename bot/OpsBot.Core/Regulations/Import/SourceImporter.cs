using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Turns one source file into a document and its clauses. Pure: bytes in, result out; the same bytes always give the same result.</summary>
public sealed class SourceImporter(ImportRules rules, TraditionalConverter converter, PlaceBook places)
{
    private const int HeadLines = 20;
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly SourceCleaner _cleaner = new(converter);

    /// <param name="content">The file as it is.</param>
    /// <param name="packId">The pack the document will belong to.</param>
    /// <param name="record">What is known about this file besides its text, or null.</param>
    public ImportResult Import(ReadOnlySpan<byte> content, string packId, SourceRecord? record = null)
    {
        var hash = HashOf(content);
        if (content.Length > rules.MaximumBytes) return Refused(RegulationTexts.RefusedTooLarge(rules.MaximumBytes));
        if (content.Contains((byte)0)) return Refused(RegulationTexts.RefusedBinary);
        if (!TryDecode(content, out var source)) return Refused(RegulationTexts.RefusedEncoding);

        var lines = _cleaner.Clean(source);
        if (lines.Where(line => line.Text.Length > 0).Take(HeadLines).Any(IsSecretMark)) return Refused(RegulationTexts.RefusedSecret);
        var layout = PageReader.Read(lines, rules);
        if (layout.Body.Count == 0) return new(null, [], layout.Review, RegulationTexts.RefusedNoText);

        var document = Describe(layout, packId, hash, record);
        return new(document, [.. Draft(layout).Select(draft => draft.ToClause(document))], layout.Review);
    }

    /// <summary>True when the stretch of the source that the clause names still cleans to the clause's words: every line of it, in order; furniture between lines may be left out.</summary>
    public bool Verify(Clause clause, ReadOnlySpan<byte> content) =>
        clause.Document.SourceHash == HashOf(content) && TryDecode(content, out var source)
        && clause.SourceStart + clause.SourceLength <= source.Length
        && IsMadeOf(clause.Text.Split('\n'), _cleaner.CleanStretch(source, clause.SourceStart, clause.SourceLength));

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static ImportResult Refused(string reason) => new(null, [], [], reason);

    private static bool IsMadeOf(string[] wanted, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || lines[0] != wanted[0] || lines[^1] != wanted[^1]) return false;
        var found = 0;
        foreach (var line in lines)
        {
            if (found < wanted.Length && line == wanted[found]) found++;
        }

        return found == wanted.Length;
    }

    private static bool TryDecode(ReadOnlySpan<byte> content, out string source)
    {
        try
        {
            source = StrictUtf8.GetString(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            source = "";
            return false;
        }
    }

    // A marking stands alone or is followed by ★ and a term; "保守秘密" in a sentence is no marking.
    private bool IsSecretMark(CleanLine line) =>
        rules.SecretMarks.Any(mark => line.Text == mark || line.Text.StartsWith(mark + "★", StringComparison.Ordinal) || line.Text.StartsWith(mark + " ★", StringComparison.Ordinal));

    private List<ClauseDraft> Draft(PageLayout layout)
    {
        var drafts = new List<ClauseDraft>();
        if (layout.HasAnnex) drafts.Add(new("notice", [RegulationTexts.PartNotice], [.. layout.CoveringLetter.Select(LineStretch.Whole)]));
        drafts.AddRange(NumberedReader.Fits(layout.Body) ? NumberedReader.Read(layout.Body) : new ProseReader(rules).Read(layout.Body));
        if (!layout.HasAnnex && layout.Signature.Count > 0)
            drafts.Add(new("signature", [RegulationTexts.PartSignature], [.. layout.Signature.Select(LineStretch.Whole)]));
        return Distinguish(drafts);
    }

    // A source that repeats a number (a heading was lost) must still give every clause an id of its own.
    private static List<ClauseDraft> Distinguish(List<ClauseDraft> drafts)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. drafts.Select(draft =>
            {
                var times = seen[draft.Number] = seen.GetValueOrDefault(draft.Number) + 1;
                return times == 1 ? draft : draft with { Number = $"{draft.Number}~{times}" };
            }),
        ];
    }

    private SourceDocument Describe(PageLayout layout, string packId, string hash, SourceRecord? record)
    {
        var titles = layout.TitleLines.Select(line => line.Text).ToList();
        var title = record?.Title
            ?? titles.LastOrDefault(text => EndsWithAny(text, rules.DocumentNouns) || EndsWithAny(text, rules.SpeechNouns))
            ?? titles.FirstOrDefault()
            ?? RegulationTexts.Untitled;
        var issuers = layout.Signature.Where(line => !LineShape.IsDateOnly(line.Text)).Select(line => line.Text).ToList();
        var issuer = record?.Issuer ?? (issuers.Count > 0 ? string.Join('、', issuers) : layout.Publisher);
        var date = record?.Date ?? ReadDate(layout.Signature.Select(line => line.Text).LastOrDefault(LineShape.IsDateOnly));
        var territory = record?.Territory ?? places.Find($"{issuer} {title}").FirstOrDefault()?.Name;
        var kind = record?.Kind is { } named ? Enum.Parse<ClauseKind>(named) : DetectKind(layout, title);
        return new SourceDocument(record?.Id ?? $"doc-{hash[..8]}", packId, title, issuer, date, territory, kind, hash, record?.About);
    }

    private ClauseKind DetectKind(PageLayout layout, string title) =>
        layout.IsPressReport ? ClauseKind.PressReport
        : layout.IsTemplate || EndsWithAny(title, rules.SpeechNouns) ? ClauseKind.SampleSpeech
        : layout.Signature.Count > 0 ? ClauseKind.Notice
        : NumberedReader.Fits(layout.Body) && EndsWithAny(title, rules.DocumentNouns) ? ClauseKind.Regulation
        : ClauseKind.WorkReport;

    private static bool EndsWithAny(string text, IReadOnlyList<string> endings) => endings.Any(ending => text.EndsWith(ending, StringComparison.Ordinal));

    private static DateOnly? ReadDate(string? text) =>
        text is not null && DateOnly.TryParseExact(text.Replace(" ", ""), "yyyy年M月d日", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
