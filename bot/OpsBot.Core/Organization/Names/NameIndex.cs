namespace OpsBot.Core.Organization.Names;

/// <summary>All names of a directory, to be looked up by every piece of a text, as written and with one slip.</summary>
internal sealed class NameIndex
{
    private const int ShortestNear = 3;
    private readonly Dictionary<string, List<NameTarget>> _exact = [];
    // By each name with one character left out: the names. Two names one edit apart share an entry here or one is it.
    private readonly Dictionary<string, List<string>> _shortened = [];
    private readonly Dictionary<string, List<NameTarget>>.AlternateLookup<ReadOnlySpan<char>> _exactBySpan;
    private readonly Dictionary<string, List<string>>.AlternateLookup<ReadOnlySpan<char>> _shortenedBySpan;

    public NameIndex(DirectorySnapshot directory, NameRules rules)
    {
        _exactBySpan = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _shortenedBySpan = _shortened.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var unit in directory.Units)
            foreach (var (name, isStem) in UnitNames.Of(directory, unit, rules))
                Add(name, new NameTarget(unit.Id, null, isStem), !isStem);
        foreach (var person in directory.People)
            Add(rules.Fold(person.Name), new NameTarget(null, person.Id), true);
    }

    /// <summary>Characters of the longest name.</summary>
    public int Longest { get; private set; }

    /// <summary>Whom exactly this name stands for.</summary>
    public IReadOnlyList<NameTarget> Exact(ReadOnlySpan<char> name) => _exactBySpan.TryGetValue(name, out var found) ? found : [];

    /// <summary>Names of at least three characters that are one edit away from what was typed.</summary>
    public IReadOnlyCollection<string> Near(ReadOnlySpan<char> typed)
    {
        HashSet<string>? found = null;
        Collect(typed, ref found, typed);
        Span<char> shorter = stackalloc char[typed.Length - 1];
        for (var left = 0; left < typed.Length; left++)
        {
            typed[..left].CopyTo(shorter);
            typed[(left + 1)..].CopyTo(shorter[left..]);
            if (shorter.Length >= ShortestNear && _exactBySpan.TryGetValue(shorter, out var name, out _) && IsNear(name, typed))
                (found ??= []).Add(name);
            Collect(shorter, ref found, typed);
        }
        return found is null ? [] : found;
    }

    private void Collect(ReadOnlySpan<char> shorter, ref HashSet<string>? found, ReadOnlySpan<char> typed)
    {
        if (!_shortenedBySpan.TryGetValue(shorter, out var names))
            return;
        foreach (var name in names)
            if (IsNear(name, typed))
                (found ??= []).Add(name);
    }

    // The shorter a name, the more must stay as it is; else half the words of the language are near it.
    private static bool IsNear(string name, ReadOnlySpan<char> typed)
    {
        if (!OneEdit.Apart(name, typed))
            return false;
        var endsAlike = name[^1] == typed[^1];
        return name.Length > ShortestNear
            ? typed.Length >= ShortestNear && (endsAlike || name[0] == typed[0])
            : typed.Length == name.Length ? endsAlike || name[0] == typed[0] && name[1] == typed[2] : endsAlike && name[0] == typed[0];
    }

    private void Add(string name, NameTarget target, bool mayBeNear)
    {
        if (name.Length < 2)
            return;
        if (!_exact.TryGetValue(name, out var targets))
            _exact[name] = targets = [];
        if (!targets.Any(t => t.UnitId == target.UnitId && t.PersonId == target.PersonId))
            targets.Add(target);
        Longest = Math.Max(Longest, name.Length);
        if (!mayBeNear || name.Length < ShortestNear)
            return;
        for (var left = 0; left < name.Length; left++)
        {
            var shorter = name.Remove(left, 1);
            if (!_shortened.TryGetValue(shorter, out var names))
                _shortened[shorter] = names = [];
            if (!names.Contains(name))
                names.Add(name);
        }
    }
}
