namespace OpsBot.Core.Regulations.Import;

/// <summary>Splits Chinese prose at sentence ends; closing quotes and brackets stay with their sentence.</summary>
public static class SentenceSplitter
{
    private const string Ends = "。!?\uFF01\uFF1F";
    private const string Closers = "”’\"』」)\uFF09》";

    public static bool EndsSentence(string text)
    {
        var last = text.TrimEnd(Closers.ToCharArray());
        return last.Length > 0 && Ends.Contains(last[^1]);
    }

    /// <summary>Start (inclusive) and end (exclusive) of each sentence; together they cover the text without a gap.</summary>
    public static IReadOnlyList<(int Start, int End)> Split(string text)
    {
        var sentences = new List<(int Start, int End)>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends.Contains(text[i])) continue;
            var end = i + 1;
            while (end < text.Length && (Closers.Contains(text[end]) || Ends.Contains(text[end]))) end++;
            sentences.Add((start, end));
            start = end;
            i = end - 1;
        }

        if (start < text.Length) sentences.Add((start, text.Length));
        return sentences;
    }
}
