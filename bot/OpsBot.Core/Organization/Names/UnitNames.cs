namespace OpsBot.Core.Organization.Names;

/// <summary>The names by which people call a unit.</summary>
internal static class UnitNames
{
    private const int ShortestStem = 2;

    /// <summary>Folded names; a stem is a place without its ending.</summary>
    public static IEnumerable<(string Name, bool IsStem)> Of(DirectorySnapshot directory, Unit unit, NameRules rules)
    {
        var full = rules.Fold(unit.Name);
        yield return (full, false);
        if (unit.Kind != UnitKind.Department)
        {
            if (Stem(full, rules) is { } stem)
                yield return (stem, true);
            yield break;
        }
        var bare = Bare(directory, unit, full, rules);
        foreach (var name in Called(full, rules))
            yield return (name, false);
        foreach (var name in Called(bare, rules))
        {
            yield return (name, false);
            // "市纪委" beside "纪委": the level that the full name begins with may be said before a short name, too.
            if (Level(full, rules) is { } level)
                yield return (level + name, false);
        }
        foreach (var word in rules.OfficeWords.Where(w => full.Contains(w, StringComparison.Ordinal)))
            yield return (word, false);
    }

    /// <summary>The name without its ending, when enough is left; else null.</summary>
    public static string? Stem(string name, NameRules rules) =>
        rules.Endings.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal)) is { } ending && name.Length - ending.Length >= ShortestStem
            ? name[..^ending.Length]
            : null;

    // "市民政局", "云岭市民政局" and "云岭民政局" are all 民政局 here.
    private static string Bare(DirectorySnapshot directory, Unit unit, string full, NameRules rules)
    {
        var parent = directory.Unit(unit.ParentId) is { } above ? rules.Fold(above.Name) : "";
        foreach (var lead in new[] { parent, Stem(parent, rules) ?? "", Level(full, rules) ?? "" })
            if (lead.Length > 0 && full.StartsWith(lead, StringComparison.Ordinal) && full.Length - lead.Length >= ShortestStem)
                return full[lead.Length..];
        return full;
    }

    private static string? Level(string full, NameRules rules) => rules.Levels.FirstOrDefault(l => full.StartsWith(l, StringComparison.Ordinal));

    private static IEnumerable<string> Called(string bare, NameRules rules)
    {
        yield return bare;
        foreach (var (longer, shorter) in rules.Abbreviations.Where(a => bare.Contains(a.Full, StringComparison.Ordinal)))
            yield return bare.Replace(longer, shorter, StringComparison.Ordinal);
        var stem = Stem(bare, rules);
        if (stem is null)
            yield break;
        // "基层减负专班办公室" is the 基层减负专班, 市委办公室 the 市委办.
        if (stem.Length > ShortestStem + 1)
            yield return stem;
        if (rules.Endings.Any(e => e.Length == 1 && e[0] == bare[stem.Length]))
            yield return stem + bare[stem.Length];
    }
}
