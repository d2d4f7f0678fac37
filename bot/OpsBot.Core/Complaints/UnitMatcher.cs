using OpsBot.Core.Organization;

namespace OpsBot.Core.Complaints;

/// <summary>Finds the units of the directory that a free text may mean.</summary>
public static class UnitMatcher
{
    /// <summary>More than this is no help to choose from.</summary>
    public const int MaxCandidates = 6;

    private static readonly string[] Endings = ["街道办事处", "人民政府", "街道", "社区", "办公室", "市", "县", "区", "镇", "乡", "村", "局"];

    /// <summary>The units that fit best, at most <see cref="MaxCandidates"/>; one: it is meant; none: not in the directory.</summary>
    public static IReadOnlyList<Unit> Match(DirectorySnapshot directory, string text)
    {
        var wanted = Squeeze(text);
        if (wanted.Length < 2)
            return [];
        return FirstOf(
            () => directory.Units.Where(u => Squeeze(TitleOf(directory, u)) == wanted || u.Id == text.Trim()),
            () => directory.Units.Where(u => u.Name == wanted),
            () => MostSpecific(directory, wanted, u => wanted.Contains(u.Name, StringComparison.Ordinal)),
            () => directory.Units.Where(u => u.Name.Contains(wanted, StringComparison.Ordinal)),
            () => MostSpecific(directory, wanted, u => ShortName(u.Name) is { Length: >= 2 } name && wanted.Contains(name, StringComparison.Ordinal)));
    }

    /// <summary>The unit's name with its parent's where another unit has the same name.</summary>
    public static string TitleOf(DirectorySnapshot directory, Unit unit) =>
        directory.Unit(unit.ParentId) is { } parent && directory.Units.Any(u => u.Name == unit.Name && u.Id != unit.Id)
            ? $"{parent.Name}·{unit.Name}"
            : unit.Name;

    private static Unit[] FirstOf(params Func<IEnumerable<Unit>>[] attempts) =>
        attempts.Select(attempt => attempt().Take(MaxCandidates).ToArray()).FirstOrDefault(found => found.Length > 0) ?? [];

    // "丰泽区东湖街道" names the district only to say which 东湖街道 is meant.
    private static IEnumerable<Unit> MostSpecific(DirectorySnapshot directory, string wanted, Func<Unit, bool> fits)
    {
        var hits = directory.Units.Where(fits).ToArray();
        var leaves = hits.Where(u => !hits.Any(other => other.Id != u.Id && directory.IsUnder(other.Id, u.Id))).ToArray();
        if (leaves.Length < 2)
            return leaves;
        var named = leaves.ToLookup(u => NamedAncestors(directory, wanted, u));
        return named[named.Max(g => g.Key)];
    }

    private static int NamedAncestors(DirectorySnapshot directory, string wanted, Unit unit)
    {
        var count = 0;
        for (var above = directory.Unit(unit.ParentId); above is not null; above = directory.Unit(above.ParentId))
            if (wanted.Contains(ShortName(above.Name), StringComparison.Ordinal))
                count++;
        return count;
    }

    private static string ShortName(string name)
    {
        var ending = Endings.FirstOrDefault(e => name.Length - e.Length >= 2 && name.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? name : name[..^ending.Length];
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '·'));
}
