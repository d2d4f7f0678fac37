using System.Text.RegularExpressions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Clauses of a document with numbered articles, items or sections.</summary>
internal sealed partial class NumberedReader
{
    private const int LongestTopic = 30;

    private const int LongestLead = 80;

    private readonly List<ClauseDraft> _drafts = [];
    private readonly List<OpenMarker> _open = [];
    private readonly Numbering _numbering;

    private NumberedReader(IReadOnlyList<CleanLine> body) => _numbering = new Numbering(body);

    public static bool Fits(IReadOnlyList<CleanLine> body) =>
        body.Any(line => Marker.Read(line.Text) is { Kind: MarkerKind.Item or MarkerKind.Article or MarkerKind.Sub });

    public static IReadOnlyList<ClauseDraft> Read(IReadOnlyList<CleanLine> body) => new NumberedReader(body).ReadAll(body);

    private List<ClauseDraft> ReadAll(IReadOnlyList<CleanLine> body)
    {
        var last = body.Count - 1;
        while (Marker.Read(body[last].Text) is null) last--;
        // What follows a last heading is its text, not the end of the document.
        if (LineShape.IsHeadingLike(body[last])) last = body.Count - 1;
        var preamble = body.TakeWhile(line => Marker.Read(line.Text) is null).ToList();
        if (preamble.Count > 0)
            _drafts.Add(new("preamble", [RegulationTexts.PartPreamble], [.. preamble.Select(LineStretch.Whole)]));
        for (var i = preamble.Count; i <= last; i++)
            ReadLine(body[i], i < last ? body[i + 1] : null);
        ReadClosing([.. body.Skip(last + 1)]);
        return _drafts;
    }

    private void ReadLine(CleanLine line, CleanLine? next)
    {
        if (Marker.Read(line.Text) is not { } marker)
        {
            ReadUnnumbered(line);
            return;
        }

        var rank = _numbering.RankOf(marker);
        while (_open.Count > 0 && _open[^1].Rank >= rank) _open.RemoveAt(_open.Count - 1);
        if (_open.Any(open => open.Text is null && _numbering.HoldsEnumeration(open.Marker)))
        {
            _drafts[^1].Stretches.Add(LineStretch.Whole(line));
            return;
        }

        if (marker.IsDivision || Heads(line, marker, rank, next))
        {
            _open.Add(new(marker, rank, line.Text));
            return;
        }

        var number = _numbering.NumberOf(marker, _open);
        _drafts.Add(new(number, [.. HeadingTexts, Label(marker, line.Text)], [new LineStretch(line, Math.Min(marker.Length, line.Text.Length - 1), line.Text.Length)]));
        _open.Add(new(marker, rank, null));
    }

    private List<string> HeadingTexts => [.. _open.Select(open => open.Text).OfType<string>()];

    // A short line without a full stop heads what follows deeper; with nothing deeper below, it is itself the clause.
    private bool Heads(CleanLine line, Marker marker, int rank, CleanLine? next)
    {
        if (next is null) return false;
        var deeper = Marker.Read(next.Text) is not { } following || _numbering.RankOf(following) > rank;
        var lead = marker.Kind != MarkerKind.Article && LineShape.IsAddressee(line.Text) && line.Text.Length <= LongestLead && Marker.Read(next.Text) is not null;
        return deeper && (LineShape.IsHeadingLike(line) || lead);
    }

    // Right under a heading: its introduction. Under a clause: more of that clause.
    private void ReadUnnumbered(CleanLine line)
    {
        var headings = HeadingTexts;
        var under = string.Concat(_open.Where(open => open.Text is not null).Select(open => open.Marker.Number));
        var previous = _drafts.Count > 0 ? _drafts[^1] : null;
        var continues = previous is not null && previous.Path.Count > headings.Count && previous.Path.Take(headings.Count).SequenceEqual(headings);
        if (continues) previous!.Stretches.Add(LineStretch.Whole(line));
        else _drafts.Add(new($"{under}-引", [.. headings, RegulationTexts.PartIntroduction], [LineStretch.Whole(line)]));
    }

    private void ReadClosing(IReadOnlyList<CleanLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var number = lines.Count == 1 ? "closing" : $"closing-{i + 1}";
            var starts = Enumeration().Matches(lines[i].Text).Select(match => match.Index).ToList();
            if (starts.Count < 2)
            {
                _drafts.Add(new(number, [RegulationTexts.PartClosing], [LineStretch.Whole(lines[i])]));
                continue;
            }

            if (starts[0] > 0) _drafts.Add(new(number, [RegulationTexts.PartClosing], [new LineStretch(lines[i], 0, starts[0])]));
            for (var k = 0; k < starts.Count; k++)
            {
                var stretch = new LineStretch(lines[i], starts[k], k + 1 < starts.Count ? starts[k + 1] : lines[i].Text.Length);
                _drafts.Add(new($"{number}({stretch.Text[0]})", [RegulationTexts.PartClosing, Topic(stretch.Text) ?? stretch.Text[..2]], [stretch]));
            }
        }
    }

    private static string Label(Marker marker, string text)
    {
        var topic = Topic(text[marker.Length..]);
        var label = marker.Kind is MarkerKind.Item or MarkerKind.Article ? RegulationTexts.Article(marker.Number) : marker.Number;
        return topic is null ? label : $"{label} {topic}";
    }

    // A clause often opens with its own short title and a full stop.
    private static string? Topic(string text)
    {
        var (start, end) = SentenceSplitter.Split(text)[0];
        var first = text[start..end].TrimEnd('。', '.', ' ');
        return end < text.Length && first.Length <= LongestTopic ? first : null;
    }

    [GeneratedRegex(@"(?<=^|[:\uFF1A。;\uFF1B])[一二三四五六七八九十]是")]
    private static partial Regex Enumeration();
}
