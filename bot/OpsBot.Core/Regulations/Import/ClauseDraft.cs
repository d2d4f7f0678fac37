namespace OpsBot.Core.Regulations.Import;

/// <summary>A stretch of one line. <paramref name="End"/> is not included.</summary>
internal readonly record struct LineStretch(CleanLine Line, int Start, int End)
{
    public string Text => Line.Text[Start..End];

    public int SourceStart => Line.SourceOffsets[Start];

    public int SourceEnd => Line.SourceOffsets[End - 1] + 1;

    public static LineStretch Whole(CleanLine line) => new(line, 0, line.Text.Length);
}

/// <summary>A clause before it gets its document: number, headings, and neighbouring stretches of the source.</summary>
internal sealed record ClauseDraft(string Number, IReadOnlyList<string> Path, List<LineStretch> Stretches)
{
    public Clause ToClause(SourceDocument document)
    {
        var start = Stretches[0].SourceStart;
        var text = string.Join('\n', Stretches.Select(stretch => stretch.Text.Trim()));
        return new Clause($"{document.Id}:{Number}", document, Number, Path, text, start, Stretches[^1].SourceEnd - start);
    }
}
