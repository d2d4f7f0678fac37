using System.Text;
using DocumentFormat.OpenXml;

namespace OpsBot.Web.Documents.Word;

/// <summary>Automatic numbers: what Word would print before each paragraph, counted in reading order.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;
    private const int StyleDepth = 12;

    private readonly Dictionary<string, OpenXmlElement> _abstracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenXmlElement> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenXmlElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?[]> _counters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);

    public WordNumbering(OpenXmlElement? numbering, OpenXmlElement? styles)
    {
        foreach (var item in numbering.Children("abstractNum")) _abstracts[item.Named("abstractNumId") ?? ""] = item;
        foreach (var item in numbering.Children("num")) _numbers[item.Named("numId") ?? ""] = item;
        foreach (var item in styles.Children("style")) _styles[item.Named("styleId") ?? ""] = item;
    }

    /// <summary>The visible number of a paragraph, or an empty text.</summary>
    public string Next(OpenXmlElement? properties)
    {
        if (FindNumber(properties) is not var (id, level) || !_numbers.TryGetValue(id, out var number)) return "";
        if (AbstractOf(number) is not var (abstractId, definition)) return "";
        var counters = _counters.TryGetValue(abstractId, out var known) ? known : _counters[abstractId] = new int?[Levels];
        if (_started.Add(id)) ApplyStartOverrides(number, counters);
        Count(counters, number, definition, level);
        return Write(counters, number, definition, level);
    }

    private (string Id, int Level)? FindNumber(OpenXmlElement? properties)
    {
        var own = properties.Child("numPr");
        var id = own.Value("numId");
        var level = WordXml.Number(own.Value("ilvl"));
        var style = properties.Value("pStyle");
        for (var depth = 0; id is null && style is not null && depth < StyleDepth && _styles.TryGetValue(style, out var definition); depth++)
        {
            var inherited = definition.Child("pPr").Child("numPr");
            id = inherited.Value("numId");
            level ??= WordXml.Number(inherited.Value("ilvl")) ?? (id is null ? null : LevelOfStyle(id, style));
            style = definition.Value("basedOn");
        }

        return id is null or "0" ? null : (id, Math.Clamp(level ?? 0, 0, Levels - 1));
    }

    // A list may name the style of each level instead of the style naming its level.
    private int? LevelOfStyle(string id, string style) =>
        _numbers.TryGetValue(id, out var number) && AbstractOf(number) is var (_, definition)
            ? WordXml.Number(definition.Children("lvl").FirstOrDefault(level => level.Value("pStyle") == style).Named("ilvl"))
            : null;

    private (string Id, OpenXmlElement Definition)? AbstractOf(OpenXmlElement number)
    {
        for (var depth = 0; depth < StyleDepth; depth++)
        {
            if (number.Value("abstractNumId") is not { } id || !_abstracts.TryGetValue(id, out var definition)) return null;
            if (definition.Value("numStyleLink") is not { } link) return (id, definition);
            if (!_styles.TryGetValue(link, out var style) || style.Child("pPr").Child("numPr").Value("numId") is not { } next || !_numbers.TryGetValue(next, out var linked)) return (id, definition);
            number = linked;
        }

        return null;
    }

    private static void ApplyStartOverrides(OpenXmlElement number, int?[] counters)
    {
        foreach (var item in number.Children("lvlOverride"))
        {
            if (WordXml.Number(item.Named("ilvl")) is >= 0 and < Levels and var level && WordXml.Number(item.Value("startOverride")) is { } start)
                counters[level] = start - 1;
        }
    }

    private static void Count(int?[] counters, OpenXmlElement number, OpenXmlElement definition, int level)
    {
        counters[level] = counters[level] is { } before ? before + 1 : StartOf(number, definition, level);
        for (var upper = 0; upper < level; upper++) counters[upper] ??= StartOf(number, definition, upper);
        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            // lvlRestart 0: never restarts. N: only when a level up to N counts.
            var restart = WordXml.Number(LevelOf(number, definition, deeper).Value("lvlRestart"));
            if (restart is null || level < restart) counters[deeper] = null;
        }
    }

    private static int StartOf(OpenXmlElement number, OpenXmlElement definition, int level) => WordXml.Number(LevelOf(number, definition, level).Value("start")) ?? 0;

    private static OpenXmlElement? LevelOf(OpenXmlElement number, OpenXmlElement definition, int level)
    {
        bool Fits(OpenXmlElement item) => WordXml.Number(item.Named("ilvl")) == level;
        return number.Children("lvlOverride").FirstOrDefault(Fits).Child("lvl") ?? definition.Children("lvl").FirstOrDefault(Fits);
    }

    private static string Write(int?[] counters, OpenXmlElement number, OpenXmlElement definition, int level)
    {
        var own = LevelOf(number, definition, level);
        var format = FormatOf(own);
        if (format == "bullet" || own.Value("lvlText") is not { Length: > 0 and < 64 } pattern) return "";
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 >= pattern.Length || pattern[i + 1] is < '1' or > '9')
            {
                text.Append(pattern[i]);
                continue;
            }

            var named = pattern[++i] - '1';
            var style = own.IsOn("isLgl") ? "decimal" : FormatOf(LevelOf(number, definition, named));
            text.Append(WordNumberFormat.Write(counters[named] ?? 0, style));
        }

        var label = text.ToString().Trim();
        return label.Length > 0 && char.IsLetterOrDigit(label[^1]) && own.Value("suff") != "nothing" ? label + " " : label;
    }

    // Newer formats stand in an alternate block whose choice names them.
    private static string FormatOf(OpenXmlElement? level) =>
        level.Value("numFmt") ?? level.Child("AlternateContent").Child("Fallback").Value("numFmt") ?? "decimal";
}
