namespace OpsBot.Core.Organization.Names;

/// <summary>
/// Finds units that are named only by their level (镇政府, 县里, 镇长): the one of that level among the units already named or
/// above them, or the only one of the directory. What somebody calls the own (我们镇) is left to the office.
/// </summary>
internal static class RelativeNames
{
    public static void Find(NameScan scan, DirectorySnapshot directory, IReadOnlyCollection<string> known)
    {
        for (var at = 0; at < scan.Text.Length; at++)
        {
            if (EndOfOwn(scan, at) is { } own)
                scan.Add(NameHit.Unknown(at, own));
            else if (EndOfLevel(scan, at) is { } end)
                scan.Add(Resolved(scan, at, end, directory, known));
        }
    }

    /// <summary>The level in a title such as 镇长, or null.</summary>
    public static string? LevelOf(NameScan scan, int start, int end) =>
        scan.AnyAt(scan.Rules.Levels, start) is { } level && scan.AnyAt(scan.Rules.LevelWords, start + level.Length) is { } word && start + level.Length + word.Length >= end ? level : null;

    private static int? EndOfOwn(NameScan scan, int at)
    {
        if (scan.AnyAt(scan.Rules.Own, at) is not { } own)
            return null;
        var start = at + own.Length;
        if (scan.IsAt("的", start))
            start++;
        if (scan.AnyAt(scan.Rules.OwnUnits, start) is not { } unit || !scan.IsFree(at, start + unit.Length))
            return null;
        var end = start + unit.Length;
        return scan.AnyAt(scan.Rules.LevelWords, end) is { } word && scan.IsFree(end, end + word.Length) ? end + word.Length : end;
    }

    private static int? EndOfLevel(NameScan scan, int at)
    {
        if (scan.AnyAt(scan.Rules.Levels, at) is not { } level || !scan.IsFree(at, at + level.Length))
            return null;
        // "乡镇", "农村", "全县" mean all of a kind.
        for (var before = 1; before <= 2; before++)
            if (at >= before && scan.Rules.VagueUnits.Contains(scan.Text[(at - before)..(at + level.Length)]))
                return null;
        var end = at + level.Length;
        if (scan.AnyAt(scan.Rules.LevelWords, end) is { } word && scan.IsFree(end, end + word.Length) && TitleEndsWell(scan, at, end + word.Length))
            return TitleNames.EndOfTitle(scan, at) is { } title && title > end + word.Length ? title : end + word.Length;
        return scan.AnyAt(scan.Rules.Pressures, end) is not null && IsStart(scan, at) ? end : null;
    }

    private static bool TitleEndsWell(NameScan scan, int start, int end) =>
        scan.AnyAt(scan.Rules.NotTitlesBefore, end - 1) is null || TitleNames.EndOfTitle(scan, start) is not null;

    // "东山镇要求" is a name before it is a level.
    private static bool IsStart(NameScan scan, int at) => at == 0 || !scan.IsFree(at - 1, at) || scan.Rules.Stops.Contains(scan.Text[at - 1]);

    private static NameHit Resolved(NameScan scan, int start, int end, DirectorySnapshot directory, IReadOnlyCollection<string> known)
    {
        var level = scan.AnyAt(scan.Rules.Levels, start)!;
        bool IsOfLevel(Unit unit) => unit.Kind != UnitKind.Department && scan.Rules.Fold(unit.Name) is var name && scan.Rules.Levels.FirstOrDefault(l => name.EndsWith(l, StringComparison.Ordinal)) == level;
        Unit[] fits = [.. known.SelectMany(directory.WithAbove).Distinct().Select(directory.Unit).OfType<Unit>().Where(IsOfLevel)];
        if (fits.Length == 0 && known.Count == 0)
            fits = [.. directory.Units.Where(IsOfLevel).Take(2)];
        return fits is [var only] ? new NameHit(start, end - start, NameKind.Unit, [only.Id], []) : NameHit.Unknown(start, end, units: [.. fits.Length > 1 && known.Count > 0 ? fits.Select(u => u.Id) : []]);
    }
}
