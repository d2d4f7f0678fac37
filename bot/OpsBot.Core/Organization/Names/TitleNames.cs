namespace OpsBot.Core.Organization.Names;

/// <summary>Finds people who are called by a title: 王主任, 张三镇长, 主任.</summary>
internal static class TitleNames
{
    private const string Deputy = "副";
    private const string Some = "某";

    public static void Find(NameScan scan, DirectorySnapshot directory, IReadOnlyCollection<string> known)
    {
        for (var at = 0; at < scan.Text.Length; at++)
        {
            if (EndOfTitle(scan, at) is not { } end)
                continue;
            if (scan.EndingAt(at) is { } named)
                scan.Replace(named, named.UpTo(end));
            else if (StartOfName(scan, at) is { } start)
                scan.Add(Called(scan, start, at, end, directory, known));
            else if (RelativeNames.LevelOf(scan, at, end) is not null)
                continue;
            else
                scan.Add(NameHit.Unknown(at, end));
            at = end - 1;
        }
    }

    /// <summary>One past a title that begins here and is not the beginning of another word; else null.</summary>
    public static int? EndOfTitle(NameScan scan, int at)
    {
        var start = scan.IsAt(Deputy, at) ? at + Deputy.Length : at;
        if (scan.AnyAt(scan.Rules.Titles, start) is not { } title || !scan.IsFree(at, start + title.Length))
            return null;
        // "镇长期" is 镇 and 长期, "主任务" is no 主任.
        return scan.AnyAt(scan.Rules.NotTitlesBefore, start + title.Length - 1) is null ? start + title.Length : null;
    }

    private static int? StartOfName(NameScan scan, int title)
    {
        for (var length = 1; length <= 3; length++)
        {
            var start = title - length;
            if (!scan.IsFree(start, title))
                return null;
            if (scan.Rules.Surnames.Contains(scan.Text[start]) && !scan.Rules.Stops.Contains(scan.Text[start]) && !scan.Rules.NotPeople.Contains(scan.Text[start..Math.Min(start + 2, scan.Text.Length)])
                && scan.Text[(start + 1)..title].All(c => !scan.Rules.Stops.Contains(c) || Some.Contains(c)))
                return start;
        }
        return null;
    }

    private static NameHit Called(NameScan scan, int start, int title, int end, DirectorySnapshot directory, IReadOnlyCollection<string> known)
    {
        var name = scan.Text[start..title];
        Person[] alike = [.. directory.People.Where(p => scan.Rules.Fold(p.Name) is { Length: > 0 } own && own[0] == name[0] && (name.Length == 1 || own.Length != name.Length || OneEdit.Apart(own, name)))];
        Person[] near = [.. alike.Where(p => known.Contains(p.UnitId))];
        if (near.Length > 0)
            return NameHit.Unknown(start, end, people: Ids(near), isLikely: true);
        // Anybody may have the surname; only people who have a title are worth a guess, and the office itself must not be overlooked.
        return NameHit.Unknown(start, end, people: Ids(alike.Where(p => p.Is(Role.Supervisor) || p.Is(Role.Leader)).OrderBy(p => p.Is(Role.Supervisor) ? 0 : 1)));
    }

    private static string[] Ids(IEnumerable<Person> people) => [.. people.Select(p => p.Id)];
}
