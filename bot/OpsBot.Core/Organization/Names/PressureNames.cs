namespace OpsBot.Core.Organization.Names;

/// <summary>
/// Finds people without a title by what they do: two characters before 逼 or 要求 that are one off a name of the directory, or
/// that begin with a surname before a strong word. Elsewhere two characters are too little to go by.
/// </summary>
internal static class PressureNames
{
    public static void Find(NameScan scan, DirectorySnapshot directory)
    {
        var people = directory.People.Select(p => (p.Id, Name: scan.Rules.Fold(p.Name))).Where(p => p.Name.Length == 2).ToArray();
        for (var verb = 2; verb < scan.Text.Length; verb++)
        {
            if (scan.AnyAt(scan.Rules.Pressures, verb) is null && scan.AnyAt(scan.Rules.StrongPressures, verb) is null)
                continue;
            var isStrong = scan.AnyAt(scan.Rules.StrongPressures, verb) is not null;
            for (var length = 3; length >= 2; length--)
                if (Name(scan, verb - length, verb) is { } name && Hit(scan, verb - length, name, people, isStrong) is { } hit)
                {
                    scan.Add(hit);
                    break;
                }
        }
    }

    private static string? Name(NameScan scan, int start, int end)
    {
        if (!scan.IsFree(start, end))
            return null;
        var name = scan.Text[start..end];
        return name.Any(scan.Rules.Stops.Contains) || scan.Rules.NotPeople.Contains(name) || scan.Rules.NotPeople.Contains(name[..2]) || scan.Rules.NotPeople.Contains(name[^2..]) || scan.Rules.VagueUnits.Contains(name[^2..]) ? null : name;
    }

    private static NameHit? Hit(NameScan scan, int start, string name, (string Id, string Name)[] people, bool isStrong)
    {
        // With three characters the name may have one too many; with two, one may be wrong.
        string[] near = [.. people.Where(p => name.Length == 2 ? OneEdit.Apart(p.Name, name) : p.Name[0] == name[0] && p.Name[1] == name[2]).Select(p => p.Id)];
        var isNamed = scan.Rules.Surnames.Contains(name[0]);
        var isSwapped = name.Length == 2 && people.Any(p => p.Name[0] == name[1] && p.Name[1] == name[0]);
        return near.Length > 0 && (isNamed || isStrong || isSwapped) ? NameHit.Unknown(start, start + name.Length, people: near, isLikely: true)
            : isNamed && isStrong && name.Length == (IsBoundary(scan, start) ? name.Length : 2) ? NameHit.Unknown(start, start + name.Length)
            : null;
    }

    private static bool IsBoundary(NameScan scan, int start) => start == 0 || !scan.IsFree(start - 1, start);
}
