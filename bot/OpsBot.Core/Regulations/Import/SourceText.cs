namespace OpsBot.Core.Regulations.Import;

/// <summary>The text of one source file, whatever its format was. Clause offsets count in <paramref name="Text"/>.</summary>
/// <param name="Text">The text, one paragraph a line; the same file always gives the same text.</param>
/// <param name="SourceHash">SHA-256 of the file as it was, lower-case hexadecimal.</param>
/// <param name="Cut">What the format's reader left out before: running headers, page numbers. Number 0 where no line number fits.</param>
/// <param name="Notes">Plain sentences for the person who reviews the import.</param>
/// <param name="IsPaged">True for Word and PDF, which carry no web page around the text.</param>
public sealed record SourceText(string Text, string SourceHash, IReadOnlyList<ReviewLine> Cut, IReadOnlyList<string> Notes, bool IsPaged = false)
{
    /// <summary>A file that is nothing but its text.</summary>
    public static SourceText Plain(string text, string sourceHash) => new(text, sourceHash, [], []);
}
