using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsBot.Core.Regulations.Provisions;

/// <summary>Reads numbers with units: 三小时, 一个半小时, 近万字, 5000字, 十四页.</summary>
public sealed partial class QuantityReader(ProvisionCues cues)
{
    private const int LimitReach = 8;
    private const string Digits = "零一二三四五六七八九";

    public IReadOnlyList<Quantity> Read(string text)
    {
        var found = new List<Quantity>();
        foreach (Match match in Number().Matches(text))
        {
            var rest = text[(match.Index + match.Length)..];
            var unit = cues.Units.Keys.Where(name => rest.StartsWith(name, StringComparison.Ordinal)).MaxBy(name => name.Length);
            if (unit is null || Value(match.Groups["n"].Value) is not { } value) continue;
            if (match.Groups["half"].Success) value += 0.5;
            var before = text[Math.Max(0, match.Index - LimitReach)..match.Index];
            var after = rest[unit.Length..Math.Min(rest.Length, unit.Length + 3)];
            var isLimit = cues.Limits.Any(word => before.Contains(word, StringComparison.Ordinal) || after.Contains(word, StringComparison.Ordinal));
            found.Add(new Quantity(value, cues.Units[unit], isLimit, match.Index));
        }

        return found;
    }

    private static double? Value(string text)
    {
        if (double.TryParse(text.TrimEnd('千', '万'), NumberStyles.Float, CultureInfo.InvariantCulture, out var plain))
            return plain * (text[^1] == '万' ? 10_000 : text[^1] == '千' ? 1000 : 1);
        if (text == "半") return 0.5;
        double total = 0, section = 0, digit = -1;
        foreach (var c in text)
        {
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, _ => 0 };
            if (c == '万')
            {
                total += (section + Math.Max(digit, section > 0 ? 0 : 1)) * 10_000;
                (section, digit) = (0, -1);
            }
            else if (unit > 0)
            {
                section += (digit < 0 ? 1 : digit) * unit;
                digit = -1;
            }
            else
            {
                digit = c switch { '两' => 2, '〇' => 0, _ => Digits.IndexOf(c) };
                if (digit < 0) return null;
            }
        }

        return total + section + Math.Max(digit, 0);
    }

    [GeneratedRegex(@"(?<n>[0-9]+(?:\.[0-9]+)?[千万]?|[一二两三四五六七八九十百千万零〇]+|半)(?:多|来|余|几)?(?:个(?<half>半))?")]
    private static partial Regex Number();
}
