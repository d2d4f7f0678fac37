using System.Globalization;
using System.Text.RegularExpressions;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Ids such as <c>TZ-1122-7K3F</c>: month and day of the submission, then 20 random bits. Should an id be taken already,
/// the store refuses the write as a conflict, and the messenger's next delivery draws another.
/// </summary>
public static partial class CircularId
{
    /// <summary>An id for a circular submitted on <paramref name="localDate"/>.</summary>
    public static string Create(DateOnly localDate, ReadOnlySpan<byte> entropy) =>
        string.Create(CultureInfo.InvariantCulture, $"TZ-{localDate:MMdd}-{Identifier.From(entropy, "circular", 4)}");

    /// <summary>
    /// Reads the id at the start of <paramref name="text"/>, in any case and with any kind of dash or none; null when there
    /// is none. <paramref name="rest"/> is what follows it.
    /// </summary>
    public static string? Read(string text, out string rest)
    {
        var match = Shape().Match(text);
        rest = match.Success ? text[match.Length..].TrimStart(' ', '　', '，', ',', '：', ':', '\n').TrimEnd() : "";
        return match.Success
            ? $"TZ-{match.Groups["date"].Value}-{match.Groups["code"].Value.ToUpperInvariant()}"
            : null;
    }

    [GeneratedRegex(@"^\s*TZ[-－—–‐\s]*(?<date>[0-9]{4})[-－—–‐\s]*(?<code>[0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
