namespace OpsBot.Core.Organization.Names;

/// <summary>
/// Finds the units and people whom a report names, also mistyped, shortened or called by a title. It looks for names rather
/// too often than too seldom: a name too many costs the office a click, one too few may give a case to the accused.
/// </summary>
public sealed class NameFinder(DirectorySnapshot directory, NameRules rules)
{
    // Longer texts are refused at every entrance.
    private const int LongestText = 4000;
    private readonly Lazy<NameIndex> _index = new(() => new NameIndex(directory, rules));

    /// <summary>The words by which it finds.</summary>
    public NameRules Rules => rules;

    /// <summary>The names of a report, those in the answer about the unit first.</summary>
    /// <param name="unitText">The answer to the question for the unit; what is said there is always a name. Null: not said.</param>
    /// <param name="unitId">The unit that the person picked from the directory, or null.</param>
    /// <param name="texts">Story, time, clues.</param>
    public IReadOnlyList<FoundName> Find(string? unitText, string? unitId, params IEnumerable<string?> texts)
    {
        var picked = directory.Unit(unitId);
        var slot = picked is null && unitText is not null ? new NameScan(Folded(unitText), rules) : null;
        NameScan[] scans = [.. texts.OfType<string>().Select(t => new NameScan(Folded(t), rules))];
        NameScan[] all = slot is null ? scans : [slot, .. scans];
        foreach (var scan in all)
        {
            DirectoryNames.Find(scan, _index.Value, directory);
            NameJoining.Join(scan, directory);
        }
        var known = Known(all, picked);
        foreach (var scan in all)
        {
            TitleNames.Find(scan, directory, known);
            RelativeNames.Find(scan, directory, known);
            UnitLikeNames.Find(scan, directory);
            PressureNames.Find(scan, directory);
        }
        List<FoundName> found = picked is null ? [] : [new FoundName(NameKind.Unit, rules.Fold(picked.Name), [picked.Id], [])];
        if (slot is { Text.Length: > 0, Hits.Count: 0 })
            found.Add(new FoundName(NameKind.Unknown, Short(slot.Text), [], []));
        found.AddRange(all.SelectMany(s => s.Hits.OrderBy(h => h.Start).Select(h => Named(s, h, known))));
        return Distinct(found);
    }

    /// <summary>Units and people of the directory that a text of the office names, exactly as the directory calls them.</summary>
    public IReadOnlyList<FoundName> FindExact(string text)
    {
        var scan = new NameScan(Folded(text), rules);
        DirectoryNames.Find(scan, _index.Value, directory);
        NameJoining.Join(scan, directory);
        return Distinct([.. scan.Hits.Where(h => h.Kind != NameKind.Unknown).OrderBy(h => h.Start).Select(h => Named(scan, h, []))]);
    }

    /// <summary>A unit or person by a name that the office typed: one reading, several, or none.</summary>
    public IReadOnlyList<FoundName> Look(string name)
    {
        var targets = _index.Value.Exact(rules.Fold(name));
        var full = targets.Where(t => !t.IsStem).ToArray();
        return [.. (full.Length > 0 ? full : targets).Select(t => t.UnitId is { } unit ? new FoundName(NameKind.Unit, rules.Fold(name), [unit], []) : new FoundName(NameKind.Person, rules.Fold(name), [], [t.PersonId!]))];
    }

    private string Folded(string text) => rules.Fold(text.Length <= LongestText ? text : text[..LongestText]);

    private static HashSet<string> Known(NameScan[] all, Unit? picked)
    {
        var known = all.SelectMany(s => s.Hits).Select(h => h.UnitId ?? (h.IsLikely && h.UnitIds.Count == 1 ? h.UnitIds[0] : null)).OfType<string>().ToHashSet();
        if (picked is not null)
            known.Add(picked.Id);
        return known;
    }

    // One of several units of a name is meant when the report also names a unit above it.
    private FoundName Named(NameScan scan, NameHit hit, IReadOnlyCollection<string> known)
    {
        var words = Short(scan.Text[hit.Start..hit.End]);
        if (hit is { Kind: NameKind.Unknown, PersonIds.Count: 0, UnitIds.Count: > 1 } && hit.UnitIds.Where(u => known.Any(k => k != u && directory.IsUnder(u, k))).ToArray() is [var only])
            return new FoundName(NameKind.Unit, words, [only], []);
        var people = hit.PersonIds.OrderBy(p => directory.Person(p)!.Is(Role.Supervisor) ? 0 : 1).Take(rules.MostCandidates);
        return new FoundName(hit.Kind, words, [.. hit.UnitIds.Take(rules.MostCandidates)], [.. people], hit.IsLikely);
    }

    private string Short(string words) => words.Length <= rules.LongestWords ? words : words[..rules.LongestWords];

    private static List<FoundName> Distinct(List<FoundName> found) =>
        [.. found.DistinctBy(n => n.Kind switch { NameKind.Unit => "u:" + n.UnitIds[0], NameKind.Person => "p:" + n.PersonIds[0], _ => "?:" + n.Words })];
}
