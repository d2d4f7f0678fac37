using System.Text.RegularExpressions;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Clauses of a document with numbered articles, items or sections.</summary>
internal sealed partial class NumberedReader
{
    private const int LongestTopic = 30;

    private readonly List<ClauseDraft> _drafts = [];
    private readonly List<Marker> _headings = [];
    private readonly List<string> _headingTexts = [];
    private readonly bool _numbersRepeat;

    private NumberedReader(IReadOnlyList<CleanLine> body) =>
        _numbersRepeat = body.Select(line => Marker.Read(line.Text))
            .Where(marker => marker?.Kind is MarkerKind.Item or MarkerKind.Article)
            .GroupBy(marker => marker!.Number).Any(group => group.Count() > 1);

    public static bool Fits(IReadOnlyList<CleanLine> body) =>
        body.Any(line => Marker.Read(line.Text) is { Kind: MarkerKind.Item or MarkerKind.Article or MarkerKind.Sub });

    public static IReadOnlyList<ClauseDraft> Read(IReadOnlyList<CleanLine> body) => new NumberedReader(body).ReadAll(body);

    private List<ClauseDraft> ReadAll(IReadOnlyList<CleanLine> body)
    {
        var last = body.Count - 1;
        while (Marker.Read(body[last].Text) is null) last--;
        var preamble = body.TakeWhile(line => Marker.Read(line.Text) is null).ToList();
        if (preamble.Count > 0)
            _drafts.Add(new("preamble", [RegulationTexts.PartPreamble], [.. preamble.Select(LineStretch.Whole)]));
        for (var i = preamble.Count; i <= last; i++)
            ReadLine(body[i]);
        ReadClosing([.. body.Skip(last + 1)]);
        return _drafts;
    }

    private void ReadLine(CleanLine line)
    {
        if (Marker.Read(line.Text) is not { } marker)
        {
            ReadUnnumbered(line);
            return;
        }

        while (_headings.Count > 0 && _headings[^1].Kind >= marker.Kind) CloseHeading();
        if (marker.Kind == MarkerKind.Chapter || LineShape.IsHeadingLike(line))
        {
            _headings.Add(marker);
            _headingTexts.Add(line.Text);
            return;
        }

        var plainNumber = marker.Kind is MarkerKind.Item or MarkerKind.Article && !_numbersRepeat;
        var parents = string.Concat(_headings.Where(heading => heading.Kind != MarkerKind.Chapter).Select(heading => heading.Number));
        var separator = marker.Kind is MarkerKind.Item or MarkerKind.Article && parents.Length > 0 ? "-" : "";
        var number = plainNumber ? marker.Number : parents + separator + marker.Number;
        _drafts.Add(new(number, [.. _headingTexts, Label(marker, line.Text)], [new LineStretch(line, marker.Length, line.Text.Length)]));
    }

    private void CloseHeading()
    {
        _headings.RemoveAt(_headings.Count - 1);
        _headingTexts.RemoveAt(_headingTexts.Count - 1);
    }

    // Right under a heading: its introduction. Under a clause: more of that clause.
    private void ReadUnnumbered(CleanLine line)
    {
        var under = string.Concat(_headings.Select(heading => heading.Number));
        var previous = _drafts.Count > 0 ? _drafts[^1] : null;
        var continues = previous is not null && previous.Path.Count > _headingTexts.Count && previous.Path.Take(_headingTexts.Count).SequenceEqual(_headingTexts);
        if (continues) previous!.Stretches.Add(LineStretch.Whole(line));
        else _drafts.Add(new($"{under}-引", [.. _headingTexts, RegulationTexts.PartIntroduction], [LineStretch.Whole(line)]));
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
