using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Separates text from page furniture by structure: repeated titles, bread crumbs, signatures, credit lines, what follows them.</summary>
internal sealed class PageReader
{
    private const int NavigationDepth = 15;
    private const int HeaderParagraphs = 3;
    private const int ShortestTitle = 8;
    private const int LongestCredit = 40;
    private const int LongestEndCue = 12;
    private const int DoubtfulLength = 15;

    private readonly ImportRules _rules;
    private readonly IReadOnlyList<CleanLine> _lines;
    private readonly Dictionary<CleanLine, string> _cut = [];
    private List<CleanLine> _kept;
    private string? _publisher;
    private bool _isPressReport;

    private readonly bool _isPaged;

    private PageReader(IReadOnlyList<CleanLine> lines, ImportRules rules, bool isPaged)
    {
        _isPaged = isPaged;
        _rules = rules;
        _lines = lines;
        _kept = [.. lines.Where(line => line.Text.Length > 0)];
    }

    public static PageLayout Read(IReadOnlyList<CleanLine> lines, ImportRules rules, bool isPaged = false) => new PageReader(lines, rules, isPaged).Read();

    private PageLayout Read()
    {
        CutWhere(line => !LineShape.HasChinese(line.Text), RegulationTexts.CutNoChinese);
        CutWhere(line => LineShape.IsPageNumber(line.Text), ImportTexts.CutPageNumber);
        CutContents();
        CutNavigation();
        CutWhere(IsByLine, RegulationTexts.CutByLine);
        CutAfterCredits();
        CutWhere(line => LineShape.ContainsAny(line.Text, _rules.FooterCues) && !LineShape.IsParagraph(line), RegulationTexts.CutFooter);
        CutRepeatedHeader();
        var (signatureStart, signatureEnd) = FindSignature();
        var annexFollows = signatureEnd > 0 && _kept.Skip(signatureEnd).Any(line => Marker.Read(line.Text) is not null);
        if (signatureEnd > 0 && !annexFollows) CutRange(signatureEnd, _kept.Count, RegulationTexts.CutAfterSignature);
        var signature = signatureEnd > 0 ? _kept[signatureStart..signatureEnd] : [];
        CutStrayTail(signature);
        CutWhere(line => LineShape.IsSalutation(line.Text), RegulationTexts.CutSalutation);
        var template = _cut.Keys.Any(line => LineShape.ContainsAny(line.Text, _rules.TemplateCues));

        var title = TakeTitle(_kept);
        var rest = _kept.Skip(title.Count).ToList();
        if (!annexFollows)
            return new PageLayout(Review(), title, [], [.. rest.Except(signature)], signature, _publisher, _isPressReport, template);
        var letterEnd = rest.IndexOf(signature[^1]) + 1;
        var annex = rest[letterEnd..];
        var annexTitle = TakeTitle(annex);
        return new PageLayout(
            Review(), annexTitle.Count > 0 ? annexTitle : title, rest[..letterEnd], annex[annexTitle.Count..], signature, _publisher, _isPressReport, template);
    }

    private void CutNavigation()
    {
        var last = _kept.Take(NavigationDepth).ToList()
            .FindLastIndex(line => line.Text.Contains('>') && LineShape.ContainsAny(line.Text, _rules.NavigationCues));
        CutRange(0, last + 1, RegulationTexts.CutNavigation);
    }

    // "目录" and the headings below it that come again in the text.
    private void CutContents()
    {
        var start = _kept.FindIndex(line => line.Text.Replace(" ", "", StringComparison.Ordinal) == "目录");
        if (start < 0) return;
        var end = start + 1;
        while (end < _kept.Count && LineShape.WithoutLeader(_kept[end].Text) is var entry
            && _kept.FindIndex(end + 1, line => LineShape.WithoutLeader(line.Text) == entry) > 0) end++;
        CutRange(start, end, ImportTexts.CutContents);
    }

    private void CutAfterCredits()
    {
        var firstParagraph = _kept.FindIndex(LineShape.IsParagraph);
        if (firstParagraph < 0) return;
        var end = _kept.FindIndex(firstParagraph, line => IsCredit(line) || IsEndCue(line));
        if (end < 0) return;
        foreach (var credit in _kept.Skip(end).TakeWhile(IsCredit))
        {
            _isPressReport = true;
            if (_publisher is null && credit.Text.StartsWith("来源", StringComparison.Ordinal)) _publisher = credit.Text[3..].Trim();
        }

        CutRange(end, _kept.Count, RegulationTexts.CutAfterCredits);
    }

    private bool IsByLine(CleanLine line) =>
        line.Text.Length <= LongestCredit
        && (LineShape.StartsWithAny(line.Text, _rules.ByLineCues) || _rules.ByLineCues.Any(cue => line.Text.EndsWith(cue, StringComparison.Ordinal)));

    private bool IsCredit(CleanLine line) => line.Text.Length <= LongestCredit && LineShape.StartsWithAny(line.Text, _rules.CreditCues);

    private bool IsEndCue(CleanLine line) => line.Text.Length <= LongestEndCue && LineShape.StartsWithAny(line.Text, _rules.EndCues);

    // A web page prints the title once in its header and once above the text; the header ends at the second. Nothing of the
    // text itself may stand before it: no numbered part, no salutation, no sentence that is more than page furniture, and
    // what comes again is a title and neither an item of a list nor the issuer, who stands in the letterhead and signs.
    private void CutRepeatedHeader()
    {
        for (var first = 0; first < Math.Min(NavigationDepth, _kept.Count); first++)
        {
            var title = _kept[first];
            if (title.Text.Length < ShortestTitle || title.EndsSentence || !IsTitleOfPage(title)) continue;
            var second = _kept.FindIndex(first + 1, line => line.Text == title.Text);
            if (second < 0 || _kept[first..second].Count(LineShape.IsParagraph) > HeaderParagraphs || _kept[..second].Any(IsOfText)) continue;
            CutRange(0, second, RegulationTexts.CutHeader);
            return;
        }
    }

    private bool IsTitleOfPage(CleanLine line) => Marker.Read(line.Text) is null && !LineShape.IsIssuer(line.Text, _rules) && !LineShape.IsDateOnly(line.Text);

    private static bool IsOfText(CleanLine line) => Marker.Read(line.Text) is not null || LineShape.IsSalutation(line.Text);

    private (int Start, int End) FindSignature()
    {
        for (var date = 1; date < _kept.Count; date++)
        {
            if (!LineShape.IsDateOnly(_kept[date].Text)) continue;
            var start = date;
            while (start > 0 && LineShape.IsIssuer(_kept[start - 1].Text, _rules) && !_kept[start - 1].EndsSentence) start--;
            if (start < date) return (start, date + 1);
        }

        return (0, 0);
    }

    private void CutStrayTail(List<CleanLine> signature)
    {
        if (_isPaged) return;
        var end = _kept.Count;
        while (end > 0 && !_kept[end - 1].EndsSentence && Marker.Read(_kept[end - 1].Text) is null && !signature.Contains(_kept[end - 1])) end--;
        if (end > 0) CutRange(end, _kept.Count, RegulationTexts.CutStray);
    }

    private static List<CleanLine> TakeTitle(IReadOnlyList<CleanLine> lines) =>
        [.. lines.TakeWhile(line => LineShape.IsHeadingLike(line) && Marker.Read(line.Text) is null)];

    private void CutWhere(Func<CleanLine, bool> unwanted, string reason)
    {
        foreach (var line in _kept.Where(unwanted)) _cut[line] = reason;
        _kept = [.. _kept.Where(line => !_cut.ContainsKey(line))];
    }

    private void CutRange(int start, int end, string reason)
    {
        foreach (var line in _kept[start..end]) _cut[line] = reason;
        _kept.RemoveRange(start, end - start);
    }

    private List<ReviewLine> Review() =>
    [
        .. _lines.Where(line => line.HadText).Select(line =>
            line.Text.Length == 0 ? new ReviewLine(line.Number, "", LineDisposition.Cut, RegulationTexts.CutMarkup)
            : _cut.TryGetValue(line, out var reason) ? new ReviewLine(line.Number, line.Text, LineDisposition.Cut, reason)
            : IsDoubtful(line) ? new ReviewLine(line.Number, line.Text, LineDisposition.Doubtful, RegulationTexts.DoubtfulShort)
            : new ReviewLine(line.Number, line.Text, LineDisposition.Kept, "")),
    ];

    private bool IsDoubtful(CleanLine line) =>
        line.Text.Length < DoubtfulLength && LineShape.IsHeadingLike(line) && Marker.Read(line.Text) is null
        && !LineShape.IsIssuer(line.Text, _rules) && !LineShape.IsDateOnly(line.Text);
}
