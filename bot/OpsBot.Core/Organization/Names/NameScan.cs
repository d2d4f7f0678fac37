namespace OpsBot.Core.Organization.Names;

/// <summary>One folded text and the names found in it so far; no character belongs to two names.</summary>
internal sealed class NameScan(string text, NameRules rules)
{
    private readonly bool[] _taken = new bool[text.Length];
    private readonly List<NameHit> _hits = [];

    public string Text => text;

    public NameRules Rules => rules;

    public IReadOnlyList<NameHit> Hits => _hits;

    public bool IsFree(int start, int end)
    {
        for (var i = start; i < end; i++)
            if (i < 0 || i >= text.Length || _taken[i] || text[i] == NameFolding.Boundary)
                return false;
        return true;
    }

    public bool IsAt(string word, int at) => at >= 0 && at + word.Length <= text.Length && string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    /// <summary>The longest of the words that begins here, or null; words come longest first.</summary>
    public string? AnyAt(IReadOnlyList<string> words, int at) => words.FirstOrDefault(w => IsAt(w, at));

    /// <summary>The longest of the words that ends here, or null.</summary>
    public string? AnyBefore(IReadOnlyList<string> words, int end) => words.FirstOrDefault(w => IsAt(w, end - w.Length));

    public NameHit? EndingAt(int end) => _hits.FirstOrDefault(h => h.End == end);

    public void Add(NameHit hit)
    {
        _hits.Add(hit);
        _taken.AsSpan(hit.Start, hit.Length).Fill(true);
    }

    public void Replace(NameHit old, NameHit hit)
    {
        _hits.Remove(old);
        Add(hit);
    }

    public void Drop(NameHit hit) => _hits.Remove(hit);

    /// <summary>Marks characters as read although they are no name, so that nothing else is made of them.</summary>
    public void Skip(int start, int end) => _taken.AsSpan(start, end - start).Fill(true);
}
