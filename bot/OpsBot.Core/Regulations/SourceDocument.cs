namespace OpsBot.Core.Regulations;

/// <summary>One source document of the library.</summary>
/// <param name="Id">Stable and readable, for example <c>zhejiang-2020</c>.</param>
/// <param name="PackId">The pack that holds it, for example <c>zhejiang</c>.</param>
/// <param name="Title">Title as printed, in Simplified Chinese.</param>
/// <param name="Issuer">Who issued it, or null where the source does not say.</param>
/// <param name="Date">Day of issue, or null: the document is shown as undated.</param>
/// <param name="Territory">Full place name, for example 浙江省, or null where the source names none.</param>
/// <param name="Kind">What kind of text it is.</param>
/// <param name="SourceHash">SHA-256 of the source file, lower-case hexadecimal.</param>
/// <param name="About">For second-hand texts: what they tell about.</param>
/// <param name="Version">1 for the first import; a changed source that replaces it counts on.</param>
/// <param name="SupersededBy">Id of the document that took its place, or null for the one in force. An old version's own id is that id, <c>@</c> and its version.</param>
public sealed record SourceDocument(
    string Id,
    string PackId,
    string Title,
    string? Issuer,
    DateOnly? Date,
    string? Territory,
    ClauseKind Kind,
    string SourceHash,
    string? About = null,
    int Version = 1,
    string? SupersededBy = null)
{
    /// <summary>True where the text is not itself a rule: a report or a speech.</summary>
    public bool IsSecondHand => Kind is ClauseKind.WorkReport or ClauseKind.SampleSpeech or ClauseKind.PressReport;
}
