using System.Globalization;
using System.Text.RegularExpressions;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Overrides;

/// <summary>Reads terms from words ("防汛防台 12小时 台风今晚登陆") or from a card's fields. Both may leave things out; the policy says what is missing.</summary>
public static partial class OverrideTermsReader
{
    /// <summary>From one line: ground, hours, document in 〔〕 or after 文号, and the rest is the reason.</summary>
    public static OverrideTerms FromText(string text, OverrideRules rules)
    {
        var rest = text.Trim();
        var hours = Hours().Match(rest);
        var document = Document().Match(rest);
        rest = Document().Replace(Hours().Replace(rest, " ", 1), " ", 1);
        string[] words = [.. rest.Split([' ', '　', '，', ',', '。', '；', ';', '\n'], StringSplitOptions.RemoveEmptyEntries)];
        var ground = words.Select(rules.Named).FirstOrDefault(g => g is not null);
        return new OverrideTerms(
            ground?.Id ?? "",
            hours.Success && int.TryParse(hours.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            string.Join(' ', words.Where(w => ground is null || rules.Named(w) != ground)),
            document.Success ? document.Groups[1].Value : null);
    }

    /// <summary>From the fields of a card.</summary>
    public static OverrideTerms FromCard(BotAction action)
    {
        var document = action["document"].Trim();
        return new OverrideTerms(
            action["ground"],
            int.TryParse(action["hours"].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : 0,
            action["reason"].Trim(),
            document.Length > 0 ? document : null);
    }

    [GeneratedRegex("([0-9]{1,3})\\s*(?:个)?小时")]
    private static partial Regex Hours();

    [GeneratedRegex("文号[:：]?\\s*(\\S{2,60})")]
    private static partial Regex Document();
}
