namespace OpsBot.Core.Organization.Names;

/// <summary>Joins what belongs together: "望川区梅岭乡", "梅岭乡的主任", "望川区财政局" are one name each.</summary>
internal static class NameJoining
{
    public static void Join(NameScan scan, DirectorySnapshot directory)
    {
        foreach (var hit in scan.Hits.OrderBy(h => h.Start).ToArray())
            if (scan.EndingAt(hit.Start) is { } before)
                Narrow(scan, before, hit, directory);
        foreach (var hit in scan.Hits.OrderBy(h => h.Start).ToArray())
            if (hit.Kind != NameKind.Person && Tail(scan, hit) is { } end)
                scan.Replace(hit, hit.UpTo(end));
    }

    // The unit before only says which one is meant.
    private static void Narrow(NameScan scan, NameHit before, NameHit hit, DirectorySnapshot directory)
    {
        if (before.UnitId is not { } above)
            return;
        string[] units = [.. hit.UnitIds.Where(u => directory.IsUnder(u, above))];
        string[] people = [.. hit.PersonIds.Where(p => directory.IsUnder(directory.Person(p)!.UnitId, above))];
        if (units.Length + people.Length == 0)
        {
            // "望川区财政局" is a bureau of 望川区, however near its name is to a bureau of the city.
            if (hit.Kind == NameKind.Unknown && hit.PersonIds.Count == 0)
            {
                scan.Drop(hit);
                scan.Replace(before, before.UpTo(hit.End));
            }
            return;
        }
        var isCertain = hit.Kind != NameKind.Unknown || (!hit.IsLikely && units.Length + people.Length == 1);
        var kind = !isCertain ? NameKind.Unknown : units.Length == 1 ? NameKind.Unit : NameKind.Person;
        scan.Drop(before);
        scan.Replace(hit, new NameHit(before.Start, hit.End - before.Start, kind, units, people, units.Length + people.Length == 1));
    }

    private static int? Tail(NameScan scan, NameHit hit)
    {
        for (var (at, parts) = (hit.End, 0); parts < 4; parts++)
        {
            if (TitleNames.EndOfTitle(scan, at) is { } end)
                return end;
            if (UnitLikeNames.EndOfUnit(scan, at) is { } unit)
                return unit;
            if (scan.AnyAt(scan.Rules.Parts, at) is not { } part || !scan.IsFree(at, at + part.Length))
                return null;
            at += part.Length;
        }
        return null;
    }
}
