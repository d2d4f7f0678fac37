namespace OpsBot.Core.Regulations.Import;

/// <summary>A source file taken apart: what is text, in its parts, and what was cut.</summary>
/// <param name="TitleLines">The lines above the text, or above the annexed text when a covering letter comes first.</param>
/// <param name="CoveringLetter">"Hereby issued to you" with its signature, when the real text follows it.</param>
/// <param name="Body">The text itself.</param>
/// <param name="Signature">Issuer lines and the date line, wherever they stand; empty when there is none.</param>
/// <param name="Publisher">What a credit line names as the source, for press reports.</param>
/// <param name="IsPressReport">True when credit lines of a newspaper follow the text.</param>
/// <param name="IsTemplate">True when the page calls the text a sample.</param>
internal sealed record PageLayout(
    IReadOnlyList<ReviewLine> Review,
    IReadOnlyList<CleanLine> TitleLines,
    IReadOnlyList<CleanLine> CoveringLetter,
    IReadOnlyList<CleanLine> Body,
    IReadOnlyList<CleanLine> Signature,
    string? Publisher,
    bool IsPressReport,
    bool IsTemplate)
{
    /// <summary>True when the signature belongs to the covering letter.</summary>
    public bool HasAnnex => CoveringLetter.Count > 0;
}
