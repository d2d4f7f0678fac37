using System.Globalization;
using System.Text.RegularExpressions;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Overrides;

/// <summary>Ids such as <c>JJ-1122-7K3F</c>, made like those of circulars.</summary>
public static partial class OverrideId
{
    /// <summary>An id for a request of <paramref name="localDate"/>.</summary>
    public static string Create(DateOnly localDate, ReadOnlySpan<byte> entropy) =>
        string.Create(CultureInfo.InvariantCulture, $"JJ-{localDate:MMdd}-{Identifier.From(entropy, "override", 4)}");

    /// <summary>Reads the id at the start of <paramref name="text"/>; null when there is none. <paramref name="rest"/> is what follows it.</summary>
    public static string? Read(string text, out string rest)
    {
        var match = Shape().Match(text);
        rest = match.Success ? text[match.Length..].TrimStart(' ', '　', '，', ',', '：', ':', '\n').TrimEnd() : "";
        return match.Success ? $"JJ-{match.Groups["date"].Value}-{match.Groups["code"].Value.ToUpperInvariant()}" : null;
    }

    [GeneratedRegex(@"^\s*JJ[-－—–‐\s]*(?<date>[0-9]{4})[-－—–‐\s]*(?<code>[0-9A-HJKMNP-TV-Z]{4})(?![0-9A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
