using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsBot.Core.Changes;

/// <summary>
/// Ids that people read out and type, such as <c>TZ-1122-7K3F</c>: a prefix, month and day, then 20 random bits. Should an id
/// be taken already, the store refuses the write as a conflict, and the messenger's next delivery draws another.
/// </summary>
/// <param name="prefix">Latin letters in upper case.</param>
/// <param name="purpose">Keeps ids of different kinds drawn from the same entropy apart.</param>
internal sealed class DatedId(string prefix, string purpose)
{
    private readonly Regex _shape = new(
        $@"^\s*{prefix}[-－—–‐\s]*(?<date>[0-9]{{4}})[-－—–‐\s]*(?<code>[0-9A-HJKMNP-TV-Z]{{4}})(?![0-9A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>An id of <paramref name="localDate"/>.</summary>
    public string Create(DateOnly localDate, ReadOnlySpan<byte> entropy) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{localDate:MMdd}-{Identifier.From(entropy, purpose, 4)}");

    /// <summary>
    /// Reads the id at the start of <paramref name="text"/>, in any case and with any kind of dash or none; null when there
    /// is none. <paramref name="rest"/> is what follows it.
    /// </summary>
    public string? Read(string text, out string rest)
    {
        var match = _shape.Match(text);
        rest = match.Success ? text[match.Length..].TrimStart(' ', '　', '，', ',', '：', ':', '\n').TrimEnd() : "";
        return match.Success ? $"{prefix}-{match.Groups["date"].Value}-{match.Groups["code"].Value.ToUpperInvariant()}" : null;
    }
}
