namespace OpsBot.Core.Organization.Names;

/// <summary>Finds what looks like a unit and is not in the directory: 某某局, 东山镇, 综合服务中心.</summary>
internal static class UnitLikeNames
{
    private const int LongestStem = 6;
    private const int LongestPlace = 3;

    public static void Find(NameScan scan, DirectorySnapshot directory)
    {
        for (var at = 0; at < scan.Text.Length; at++)
        {
            if (scan.AnyAt(scan.Rules.UnitEndings, at) is not { } ending || !scan.IsFree(at, at + ending.Length))
                continue;
            var (start, end) = (StartOfStem(scan, at, ending), at + ending.Length);
            if (start < at && !IsVague(scan, start, end))
                scan.Add(NameHit.Unknown(start, end, Abbreviated(scan, start, at, directory), isLikely: true));
            at = end - 1;
        }
    }

    /// <summary>One past something like a unit whose stem begins here, behind the unit to which it belongs; else null.</summary>
    public static int? EndOfUnit(NameScan scan, int at)
    {
        for (var length = 0; length <= LongestStem && scan.IsFree(at, at + length); length++)
        {
            if (length > 0 && scan.Rules.Stops.Contains(scan.Text[at + length - 1]))
                return null;
            if (scan.AnyAt(scan.Rules.UnitEndings, at + length) is { } ending && scan.IsFree(at, at + length + ending.Length) && (length > 0 || ending.Length > 1)
                && !IsVague(scan, at, at + length + ending.Length))
                return at + length + ending.Length;
        }
        return null;
    }

    private static int StartOfStem(NameScan scan, int at, string ending)
    {
        var longest = scan.Rules.Levels.Contains(ending) ? LongestPlace : LongestStem;
        var start = at;
        while (at - start < longest && scan.IsFree(start - 1, start) && !scan.Rules.Stops.Contains(scan.Text[start - 1]))
            start--;
        // Letters of a name typed in Latin are not cut in the middle.
        while (start < at && start > 0 && char.IsAsciiLetter(scan.Text[start]) && scan.IsFree(start - 1, start) && char.IsAsciiLetter(scan.Text[start - 1]) && at - start < LongestStem * 2)
            start--;
        return start;
    }

    private static bool IsVague(NameScan scan, int start, int end)
    {
        for (var from = start; from < end - 1; from++)
            if (scan.Rules.VagueUnits.Contains(scan.Text[from..end]))
                return true;
        return false;
    }

    // 住建局 takes its characters, in their order, from 住房和城乡建设局.
    private static string[] Abbreviated(NameScan scan, int start, int at, DirectorySnapshot directory)
    {
        var stem = scan.Text[start..at];
        if (stem.Length < 2)
            return [];
        return [.. directory.Units.Where(u => u.Kind == UnitKind.Department && TakesFrom(scan.Rules.Fold(u.Name), stem)).Take(scan.Rules.MostCandidates + 1).Select(u => u.Id)];
    }

    private static bool TakesFrom(string name, string stem)
    {
        var at = -1;
        foreach (var c in stem)
        {
            at = name.IndexOf(c, at + 1);
            if (at < 0)
                return false;
        }
        return true;
    }
}
