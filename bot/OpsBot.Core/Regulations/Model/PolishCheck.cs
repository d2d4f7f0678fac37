using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Regulations.Model;

/// <summary>Decides whether a model's sentence may be shown. Pure; when in doubt it says no, for the extractive sentence is always there.</summary>
public sealed partial class PolishCheck(PolishRules rules)
{
    private const string Quotes = "“”\"「」『』‘’";

    /// <summary>The first fault found, or null when the sentence may be shown.</summary>
    public PolishFault? Find(PolishRequest request, string output)
    {
        if (string.IsNullOrWhiteSpace(output)) return PolishFault.Empty;
        if (output.Length > rules.MaximumLength) return PolishFault.TooLong;
        if (output.Any(char.IsControl) || output.Any(c => c is '\u2028' or '\u2029')) return PolishFault.NotOneLine;
        var clauses = string.Join('\n', request.Clauses);
        var material = request.Sentence + "\n" + clauses;
        if (!QuotesHold(request, output)) return PolishFault.ForeignQuote;
        if (Title().Matches(output).Any(title => !material.Contains(title.Value, StringComparison.Ordinal)) || output.Count(c => c == '《') != Title().Count(output)) return PolishFault.ForeignTitle;
        if (!NumbersHold(clauses, output)) return PolishFault.ForeignNumber;
        if (!Stances(output).SetEquals(Stances(request.Sentence))) return PolishFault.VerdictChanged;
        if (!Held(rules.Hedges, output).SetEquals(Held(rules.Hedges, request.Sentence))) return PolishFault.HedgeChanged;
        return IsMadeOf(material, output) ? null : PolishFault.ForeignWords;
    }

    private static bool QuotesHold(PolishRequest request, string output)
    {
        var marks = output.Count(Quotes.Contains);
        var pairs = Quote().Matches(output);
        return marks == pairs.Count * 2 && pairs.All(pair => request.Clauses.Any(clause => clause.Contains(pair.Groups["text"].Value, StringComparison.Ordinal)));
    }

    // 5000字, 五千字 and ５０００字 are one number; 5000字 and 5000人 are not.
    private bool NumbersHold(string clauses, string output)
    {
        var known = NumbersIn(clauses);
        return NumbersIn(output).All(found => known.Any(number => number.Value == found.Value && (found.Unit == '\0' || number.Unit == found.Unit)));
    }

    private List<(string Value, char Unit)> NumbersIn(string text)
    {
        var numbers = new List<(string, char)>();
        foreach (Match match in Number().Matches(text))
        {
            var end = match.Index + match.Length;
            while (end < text.Length && text[end] == ' ') end++;
            var unit = end < text.Length && rules.Measures.Contains(text[end]) ? text[end] : '\0';
            var spoken = match.Groups["spoken"].Success;
            // 统一 and 一般 hold no number; 一次 and 第一 do.
            if (spoken && match.Length == 1 && unit == '\0' && (match.Index == 0 || text[match.Index - 1] is not ('第' or '之'))) continue;
            numbers.Add((ValueOf(match.Value, spoken), unit));
        }

        return numbers;
    }

    private static string ValueOf(string written, bool spoken)
    {
        if (spoken) return ChineseNumber.TryRead(written, out var number) ? number.ToString() : written;
        var plain = FullWidth.FoldDigits(string.Concat(written.Where(c => c is not (',' or '\uFF0C')))).TrimStart('0');
        return plain.Length == 0 ? "0" : plain;
    }

    private HashSet<string> Stances(string text)
    {
        var stances = new HashSet<string>();
        var rest = text;
        foreach (var word in rules.Forbids.OrderByDescending(word => word.Length))
        {
            if (!rest.Contains(word, StringComparison.Ordinal)) continue;
            stances.Add(nameof(rules.Forbids));
            rest = rest.Replace(word, "\n", StringComparison.Ordinal);
        }

        if (Held(rules.Allows, rest).Count > 0) stances.Add(nameof(rules.Allows));
        if (Held(rules.Approvals, rest).Count > 0) stances.Add(nameof(rules.Approvals));
        return stances;
    }

    private static HashSet<string> Held(IReadOnlyList<string> words, string text) => [.. words.Where(word => text.Contains(word, StringComparison.Ordinal))];

    private bool IsMadeOf(string material, string output)
    {
        if (Latin().Matches(output).Any(word => !material.Contains(word.Value, StringComparison.OrdinalIgnoreCase))) return false;
        var chinese = output.Where(c => c is >= '\u3400' and <= '\u9FFF').ToList();
        return chinese.Count > 0 && chinese.Count(c => material.Contains(c)) >= rules.MinimumShare * chinese.Count;
    }

    [GeneratedRegex("“(?<text>[^“”]*)”|\"(?<text>[^\"]*)\"|「(?<text>[^「」]*)」|『(?<text>[^『』]*)』|‘(?<text>[^‘’]*)’")]
    private static partial Regex Quote();

    [GeneratedRegex("《[^《》]*》")]
    private static partial Regex Title();

    [GeneratedRegex(@"[0-9\uFF10-\uFF19]+(?:[.,\uFF0C\uFF0E][0-9\uFF10-\uFF19]+)*|(?<spoken>[零〇一二三四五六七八九十百千万亿两半几]+)")]
    private static partial Regex Number();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin();
}
