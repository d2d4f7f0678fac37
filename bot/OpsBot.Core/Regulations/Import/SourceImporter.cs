using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Turns one source file into a document and its clauses. Pure: bytes in, result out; the same bytes always give the same result.</summary>
public sealed partial class SourceImporter(ImportRules rules, TraditionalConverter converter, PlaceBook places)
{
    private const int ShortestTitle = 8;
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly SourceCleaner _cleaner = new(converter);

    /// <summary>Larger files are refused before they are read.</summary>
    public int MaximumBytes => rules.MaximumBytes;

    /// <param name="content">A UTF-8 text file as it is.</param>
    /// <param name="packId">The pack the document will belong to.</param>
    /// <param name="record">What is known about this file besides its text, or null.</param>
    public ImportResult Import(ReadOnlySpan<byte> content, string packId, SourceRecord? record = null)
    {
        if (content.Length > rules.MaximumBytes) return ImportResult.Refused(RegulationTexts.RefusedTooLarge(rules.MaximumBytes));
        if (content.Contains((byte)0)) return ImportResult.Refused(RegulationTexts.RefusedBinary);
        return TryDecode(content, out var text)
            ? Import(SourceText.Plain(text, HashOf(content)), packId, record)
            : ImportResult.Refused(RegulationTexts.RefusedEncoding);
    }

    /// <param name="source">The text of a file of any format.</param>
    /// <param name="packId">The pack the document will belong to.</param>
    /// <param name="record">What is known about this file besides its text, or null.</param>
    public ImportResult Import(SourceText source, string packId, SourceRecord? record = null)
    {
        var lines = _cleaner.Clean(source.Text);
        if (lines.Any(line => IsSecretMark(line.Text)) || source.Cut.Any(line => IsSecretMark(converter.ToSimplified(line.Text))))
            return ImportResult.Refused(RegulationTexts.RefusedSecret);
        var layout = PageReader.Read(lines, rules, source.IsPaged);
        IReadOnlyList<ReviewLine> review = [.. source.Cut, .. layout.Review];
        if (layout.Body.Count == 0) return new(null, [], review, RegulationTexts.RefusedNoText, source.Notes);

        var document = Describe(layout, packId, source.SourceHash, record);
        return new(document, [.. Draft(layout).Select(draft => draft.ToClause(document))], review, Notes: source.Notes);
    }

    /// <summary>True when the stretch of the source that the clause names still cleans to the clause's words: every line of it, in order; furniture between lines may be left out.</summary>
    public bool Verify(Clause clause, ReadOnlySpan<byte> content) =>
        TryDecode(content, out var text) && Verify(clause, SourceText.Plain(text, HashOf(content)));

    /// <inheritdoc cref="Verify(Clause, ReadOnlySpan{byte})"/>
    public bool Verify(Clause clause, SourceText source) =>
        clause.Document.SourceHash == source.SourceHash
        && clause.SourceStart + clause.SourceLength <= source.Text.Length
        && IsMadeOf(clause.Text.Split('\n'), _cleaner.CleanStretch(source.Text, clause.SourceStart, clause.SourceLength));

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

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

    // A marking stands alone on its line, or is followed by ★ and a term; "保守秘密" in a sentence is no marking.
    private bool IsSecretMark(string text)
    {
        var line = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).TrimStart('【', '[', '(', '\uFF08', '〔').Replace("密级:", "", StringComparison.Ordinal).Replace("密级\uFF1A", "", StringComparison.Ordinal);
        return rules.SecretMarks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal)
            && (line.Length == mark.Length || SecretTerm().IsMatch(line.AsSpan(mark.Length))));
    }

    [GeneratedRegex(@"^(?:[★☆*]|[】\])\uFF09〕]|[0-9]+年|长期$)")]
    private static partial Regex SecretTerm();

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
        var title = record?.Title ?? PickTitle(titles);
        var issuers = layout.Signature.Where(line => !LineShape.IsDateOnly(line.Text)).Select(line => line.Text).ToList();
        var issuer = record?.Issuer ?? (issuers.Count > 0 ? string.Join('、', issuers) : layout.Publisher);
        var date = record?.Date ?? ReadDate(layout.Signature.Select(line => line.Text).LastOrDefault(LineShape.IsDateOnly));
        var territory = record?.Territory ?? places.Find($"{issuer} {title}").FirstOrDefault()?.Name;
        var kind = record?.Kind is { } named ? Enum.Parse<ClauseKind>(named) : DetectKind(layout, title);
        return new SourceDocument(record?.Id ?? $"doc-{hash[..8]}", packId, title, issuer, date, territory, kind, hash, record?.About);
    }

    // The last line that names a kind of document; a title broken over lines is put together again.
    private string PickTitle(List<string> titles)
    {
        var at = titles.FindLastIndex(text => EndsWithAny(text, rules.DocumentNouns) || EndsWithAny(text, rules.SpeechNouns));
        if (at < 0) return titles.FirstOrDefault() ?? RegulationTexts.Untitled;
        var title = titles[at];
        while (at > 0 && (title.Length < ShortestTitle || titles[at - 1].EndsWith('的')) && titles[at - 1].StartsWith("关于", StringComparison.Ordinal))
            title = titles[--at] + title;
        return title;
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
