namespace OpsBot.Core.Regulations.Search;

/// <summary>Weighted terms. <see cref="Asked"/> holds those of the question itself; expansions weigh less and are not required.</summary>
public sealed class SearchQuery
{
    // Open addressing at most a quarter full; a slot holds a term and its number plus one.
    private readonly (uint Term, int Number)[] _slots;
    private readonly float[] _weights;

    // One bit a character: those that stand in a term. Most characters of a clause do not, and are passed over at once.
    private readonly ulong[] _characters = new ulong[(char.MaxValue + 1) / 64];

    private SearchQuery(Dictionary<uint, float> weights, HashSet<uint> asked)
    {
        Weights = weights;
        Asked = asked;
        Total = weights.Values.Sum();
        _weights = [.. weights.Values];
        _slots = new (uint, int)[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, weights.Count * 4))];
        var number = 0;
        foreach (var term in weights.Keys)
        {
            _slots[SlotOf(term)] = (term, ++number);
            Mark((char)term);
            if (SearchTerms.IsPair(term)) Mark((char)(term >> 16));
        }
    }

    public IReadOnlyDictionary<uint, float> Weights { get; }

    public IReadOnlySet<uint> Asked { get; }

    /// <summary>Sum of all weights.</summary>
    public float Total { get; }

    /// <param name="question">The question without fillers and place names.</param>
    /// <param name="expansions">Official terms for words of the question.</param>
    /// <param name="settings">The weights.</param>
    public static SearchQuery Of(string question, IEnumerable<string> expansions, SearchSettings settings)
    {
        var weights = new Dictionary<uint, float>();
        var asked = new HashSet<uint>();
        foreach (var term in SearchTerms.Of(SearchTerms.Fold(question)))
        {
            asked.Add(term);
            weights[term] = SearchTerms.IsPair(term) ? 1 : settings.CharacterWeight;
        }

        foreach (var term in expansions.SelectMany(expansion => SearchTerms.Of(SearchTerms.Fold(expansion))))
        {
            var weight = settings.ExpansionWeight * (SearchTerms.IsPair(term) ? 1 : settings.CharacterWeight);
            weights[term] = Math.Max(weight, weights.GetValueOrDefault(term));
        }

        return new SearchQuery(weights, asked);
    }

    /// <summary>The weight of the query's terms in a stretch of folded text, each term counted once.</summary>
    public float WeightIn(ReadOnlySpan<char> folded) => SumIn(folded, _weights);

    /// <summary>The same with other values of the terms, in the order of <see cref="Weights"/>.</summary>
    public float SumIn(ReadOnlySpan<char> folded, ReadOnlySpan<float> values)
    {
        Span<bool> seen = stackalloc bool[_weights.Length];
        var sum = 0f;
        var previous = ' ';
        foreach (var c in folded)
        {
            if (!IsMarked(c))
            {
                previous = ' ';
                continue;
            }

            sum += TakeOnce(c, seen, values);
            if (previous != ' ') sum += TakeOnce(((uint)previous << 16) | c, seen, values);
            previous = c;
        }

        return sum;
    }

    private void Mark(char c) => _characters[c >> 6] |= 1UL << c;

    private bool IsMarked(char c) => (_characters[c >> 6] & (1UL << c)) != 0;

    private float TakeOnce(uint term, Span<bool> seen, ReadOnlySpan<float> values)
    {
        var number = _slots[SlotOf(term)].Number - 1;
        if (number < 0 || seen[number]) return 0;
        seen[number] = true;
        return values[number];
    }

    // The slot of the term, or the free one where it would go.
    private int SlotOf(uint term)
    {
        var mask = _slots.Length - 1;
        var slot = (int)((term * 2654435769u) >> 16) & mask;
        while (_slots[slot].Number > 0 && _slots[slot].Term != term) slot = (slot + 1) & mask;
        return slot;
    }
}
