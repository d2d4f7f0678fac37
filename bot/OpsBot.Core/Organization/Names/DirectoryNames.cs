namespace OpsBot.Core.Organization.Names;

/// <summary>Finds the directory's own names in a text, first as written, then with one slip.</summary>
internal static class DirectoryNames
{
    public static void Find(NameScan scan, NameIndex index, DirectorySnapshot directory)
    {
        // The longest names first, so that a place's stem does not hide a name that holds it.
        foreach (var (start, length) in Longest(Pieces(scan.Text, 2, index.Longest).Where(p => index.Exact(scan.Text.AsSpan(p.Start, p.Length)).Count > 0)))
            if (scan.IsFree(start, start + length) && !IsAppeal(scan, start, start + length))
                Take(scan, start, length, index.Exact(scan.Text.AsSpan(start, length)), directory);
        foreach (var (start, length) in Longest(Pieces(scan.Text, 2, index.Longest + 1).Where(p => scan.IsFree(p.Start, p.Start + p.Length) && Near(scan, index, p.Start, p.Length).Length > 0)))
            if (scan.IsFree(start, start + length) && Near(scan, index, start, length).SelectMany(n => index.Exact(n)).ToArray() is var targets && !IsOfAnotherLevel(scan, start, targets, directory))
                scan.Add(Reading(start, length, targets, scan.Rules));
    }

    // 县纪委 and 市纪委 are of two levels, and neither is a slip for the other.
    private static string[] Near(NameScan scan, NameIndex index, int start, int length) =>
        [.. index.Near(scan.Text.AsSpan(start, length)).Where(n => n[0] == scan.Text[start] || !IsLevel(scan, n[0]) || !IsLevel(scan, scan.Text[start]))];

    private static bool IsOfAnotherLevel(NameScan scan, int start, IReadOnlyList<NameTarget> targets, DirectorySnapshot directory) =>
        start > 0 && scan.IsFree(start - 1, start) && IsLevel(scan, scan.Text[start - 1]) && targets.All(t => t.UnitId is { } unit && directory.Unit(unit)!.Kind == UnitKind.Department);

    private static bool IsLevel(NameScan scan, char c) => scan.Rules.Levels.Any(l => l.Length == 1 && l[0] == c);

    private static (int Start, int Length)[] Longest(IEnumerable<(int Start, int Length)> pieces) => [.. pieces.OrderByDescending(p => p.Length).ThenBy(p => p.Start)];

    private static IEnumerable<(int Start, int Length)> Pieces(string text, int shortest, int longest)
    {
        for (var start = 0; start < text.Length; start++)
            for (var length = shortest; length <= longest && start + length <= text.Length && text[start + length - 1] != NameFolding.Boundary; length++)
                if (text[start] != NameFolding.Boundary)
                    yield return (start, length);
    }

    private static void Take(NameScan scan, int start, int length, IReadOnlyList<NameTarget> targets, DirectorySnapshot directory)
    {
        var end = start + length;
        if (targets.All(t => t.PersonId is not null) && scan.AnyBefore(scan.Rules.Introductions, start) is not null)
        {
            // Who tells the own name is the reporter: it must not get into the case.
            scan.Skip(start, end);
            return;
        }
        if (IsOfAnotherLevel(scan, start, targets, directory))
            return;
        var isStem = targets.All(t => t.IsStem);
        // 石桥村 is not 石桥镇, though it may be a slip of the hand.
        if (isStem && scan.AnyAt(scan.Rules.Levels, end) is { } other && targets.All(t => !scan.Rules.Fold(directory.Unit(t.UnitId)!.Name).EndsWith(other, StringComparison.Ordinal)))
        {
            scan.Add(Reading(start, length + other.Length, targets, scan.Rules));
            return;
        }
        scan.Add(targets is [var only]
            ? only.UnitId is { } unit
                ? new NameHit(start, length, NameKind.Unit, [unit], [])
                : new NameHit(start, length, NameKind.Person, [], [only.PersonId!])
            : Reading(start, length, targets, scan.Rules));
    }

    private static NameHit Reading(int start, int length, IReadOnlyList<NameTarget> targets, NameRules rules)
    {
        string[] units = [.. targets.Select(t => t.UnitId).OfType<string>().Distinct()];
        string[] people = [.. targets.Select(t => t.PersonId).OfType<string>().Distinct()];
        return NameHit.Unknown(start, start + length, [.. units.Take(rules.MostCandidates * 10)], [.. people.Take(rules.MostCandidates * 10)], isLikely: true);
    }

    // "请专班核实" asks the office and does not speak of it.
    private static bool IsAppeal(NameScan scan, int start, int end) =>
        scan.Rules.OfficeWords.Contains(scan.Text[start..end])
        && scan.AnyBefore(scan.Rules.AppealsBefore, start) is not null && scan.AnyAt(scan.Rules.AppealsAfter, end) is not null;
}
