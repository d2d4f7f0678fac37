using OpsBot.Core.Organization;

namespace OpsBot.Core.Circulars;

/// <summary>Finds the units that a typed name may mean, and titles that tell them apart.</summary>
public static class CircularUnitFinder
{
    /// <summary>More than this is no help to choose from.</summary>
    public const int MaxShown = 12;

    private const string Separator = "·";

    /// <summary>One: it is meant. Several: at most <see cref="MaxShown"/> + 1 candidates. None: not in the directory.</summary>
    public static IReadOnlyList<Unit> Find(DirectorySnapshot directory, string text)
    {
        var name = text.Trim();
        if (name.Length == 0)
            return [];
        return FirstOf(
            () => directory.Units.Where(u => u.Id == name),
            () => name.Contains(Separator, StringComparison.Ordinal) ? directory.Units.Where(u => PathOf(directory, u) == name) : [],
            () => directory.Units.Where(u => u.Name == name),
            () => name.Length > 1 ? directory.Units.Where(u => u.Name.Contains(name, StringComparison.Ordinal)) : [],
            () => NamedIn(directory, name));
    }

    /// <summary>
    /// What to offer before anything was typed: the top of the organisation and the units right below it, territories
    /// before departments, because they have units below them.
    /// </summary>
    public static IReadOnlyList<Unit> Offer(DirectorySnapshot directory)
    {
        var tops = directory.Units.Where(u => u.ParentId is null).ToArray();
        var below = directory.Units.Where(u => tops.Any(top => top.Id == u.ParentId)).OrderBy(u => u.Kind == UnitKind.Department);
        return [.. tops.Concat(below).Take(MaxShown)];
    }

    /// <summary>The name, or the whole path where another unit has the same name; <see cref="Find"/> understands both.</summary>
    public static string TitleOf(DirectorySnapshot directory, Unit unit) =>
        directory.Units.Any(u => u.Id != unit.Id && u.Name == unit.Name) ? PathOf(directory, unit) : unit.Name;

    private static Unit[] FirstOf(params Func<IEnumerable<Unit>>[] attempts) =>
        attempts.Select(attempt => attempt().Take(MaxShown + 1).ToArray()).FirstOrDefault(found => found.Length > 0) ?? [];

    // "晋江市安海镇" names the county only to say which 安海镇 is meant.
    private static IEnumerable<Unit> NamedIn(DirectorySnapshot directory, string text)
    {
        var named = directory.Units.Where(u => text.Contains(u.Name, StringComparison.Ordinal)).ToArray();
        var lowest = named.Where(u => !named.Any(other => other.Id != u.Id && directory.IsUnder(other.Id, u.Id))).ToArray();
        var withParent = lowest.Where(u => named.Any(other => other.Id == u.ParentId)).ToArray();
        return withParent.Length > 0 ? withParent : lowest;
    }

    private static string PathOf(DirectorySnapshot directory, Unit unit)
    {
        var names = new Stack<string>();
        for (var at = unit; at is not null; at = directory.Unit(at.ParentId))
            names.Push(at.Name);
        return string.Join(Separator, names);
    }
}
