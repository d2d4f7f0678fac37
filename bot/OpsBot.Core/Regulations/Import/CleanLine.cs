namespace OpsBot.Core.Regulations.Import;

/// <summary>A source line after cleaning. <paramref name="SourceOffsets"/> holds, for each character, where it stood in the source.</summary>
public sealed record CleanLine(int Number, string Text, IReadOnlyList<int> SourceOffsets, bool HadText)
{
    /// <summary>True for a paragraph: it ends as a sentence does.</summary>
    public bool EndsSentence => Text.Length > 0 && SentenceSplitter.EndsSentence(Text);
}
