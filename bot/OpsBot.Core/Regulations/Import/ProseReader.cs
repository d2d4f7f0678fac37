using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations.Import;

/// <summary>Clauses of a text without numbers: by paragraph, and inside a paragraph by sentences that state a rule of their own.</summary>
internal sealed class ProseReader(ImportRules rules)
{
    private const int LongestTopic = 30;
    private const int ShortestLead = 40;
    private const int TopicSentences = 4;

    public IReadOnlyList<ClauseDraft> Read(IReadOnlyList<CleanLine> body)
    {
        var drafts = new List<ClauseDraft>();
        string? heading = null;
        var paragraph = 0;
        foreach (var line in body)
        {
            if (LineShape.IsHeadingLike(line))
            {
                heading = line.Text;
                continue;
            }

            paragraph++;
            ReadParagraph(line, paragraph, heading, drafts);
        }

        return drafts;
    }

    private void ReadParagraph(CleanLine line, int paragraph, string? heading, List<ClauseDraft> drafts)
    {
        var sentences = SentenceSplitter.Split(line.Text);
        var first = line.Text[sentences[0].Start..sentences[0].End];
        var topic = sentences.Count >= TopicSentences && first.Length <= LongestTopic && !StatesRule(first) ? first.TrimEnd('。') : null;
        string[] path = [.. new[] { heading, topic, RegulationTexts.Paragraph(paragraph) }.OfType<string>()];
        var groups = Group(line.Text, sentences);
        for (var i = 0; i < groups.Count; i++)
        {
            var number = groups.Count == 1 ? $"¶{paragraph}" : $"¶{paragraph}.{i + 1}";
            drafts.Add(new(number, path, [new LineStretch(line, groups[i].Start, groups[i].End)]));
        }
    }

    private List<(int Start, int End)> Group(string text, IReadOnlyList<(int Start, int End)> sentences)
    {
        var groups = new List<(int Start, int End)>();
        var start = sentences[0].Start;
        var closed = false;
        foreach (var (sentenceStart, sentenceEnd) in sentences)
        {
            var sentence = text[sentenceStart..sentenceEnd];
            var open = sentenceStart - start;
            var rule = StatesRule(sentence);
            var breaks = closed || (rule && open > ShortestLead) || open + sentence.Length > rules.SegmentLength
                || rules.SegmentOpeners.Any(opener => sentence.StartsWith(opener, StringComparison.Ordinal));
            // A short lead ("in detail:") stays with what follows it.
            if (open > 0 && breaks && (open > ShortestLead || closed))
            {
                groups.Add((start, sentenceStart));
                start = sentenceStart;
            }

            closed = rule;
        }

        groups.Add((start, text.Length));
        return groups;
    }

    private bool StatesRule(string sentence) => rules.RuleWords.Any(word => sentence.Contains(word, StringComparison.Ordinal));
}
