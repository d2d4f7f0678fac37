using System.Text.Json;

namespace OpsBot.Core.Certificates;

/// <summary>What the log says of an import: the published table itself, so that the hours of later lines can be recomputed.</summary>
/// <param name="Edition">Number of the edition that takes the paper in.</param>
/// <param name="Number">Number of the paper.</param>
/// <param name="Table">Its table; null when it is too long for a line, and then whoever checks needs the file.</param>
public sealed record CalendarMark(long Edition, string Number, JsonElement? Table)
{
    private const int LongestTable = CertificateChain.MaxLineLength / 4;

    /// <summary>Of a table's text, which was read before.</summary>
    public static CalendarMark Of(long edition, string number, string json)
    {
        using var read = JsonDocument.Parse(json);
        return new CalendarMark(edition, number, json.Length <= LongestTable ? read.RootElement.Clone() : null);
    }
}
