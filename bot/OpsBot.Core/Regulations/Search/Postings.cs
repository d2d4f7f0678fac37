namespace OpsBot.Core.Regulations.Search;

/// <summary>
/// Terms to documents in flat arrays, with each term's BM25 contribution computed beforehand, so a query only adds.
/// Documents are numbered from 0; inside a term they ascend.
/// </summary>
internal sealed class Postings
{
    // A term in at least this part of the documents, one in so many, can be looked up for a single document.
    private const int CommonShare = 64;

    private readonly Dictionary<uint, int> _numbers = [];
    private readonly int[] _starts;
    private readonly float[] _rarities;
    private readonly float[] _highest;
    private readonly int[] _documents;
    private readonly float[] _scores;
    private readonly Dictionary<int, DocumentSet> _sets = [];
    private readonly int _count;

    /// <param name="texts">Weighted counts of terms, and length, of each document.</param>
    /// <param name="settings">Saturation and length penalty.</param>
    public Postings(IReadOnlyList<(IReadOnlyDictionary<uint, float> Counts, float Length)> texts, SearchSettings settings)
    {
        _count = texts.Count;
        var average = texts.Count > 0 ? texts.Average(text => text.Length) : 1;
        var sizes = new List<int>();
        foreach (var term in texts.SelectMany(text => text.Counts.Keys))
        {
            if (_numbers.TryAdd(term, sizes.Count)) sizes.Add(1);
            else sizes[_numbers[term]]++;
        }

        _starts = new int[sizes.Count + 1];
        for (var i = 0; i < sizes.Count; i++) _starts[i + 1] = _starts[i] + sizes[i];
        _rarities = [.. sizes.Select(Rarity)];
        _highest = new float[sizes.Count];
        _documents = new int[_starts[^1]];
        _scores = new float[_starts[^1]];
        var next = _starts[..^1];
        for (var document = 0; document < texts.Count; document++)
        {
            var norm = settings.Saturation * (1 - settings.LengthPenalty + settings.LengthPenalty * texts[document].Length / average);
            foreach (var (term, count) in texts[document].Counts)
            {
                var number = _numbers[term];
                var at = next[number]++;
                _documents[at] = document;
                _scores[at] = _rarities[number] * count * (settings.Saturation + 1) / (count + norm);
                _highest[number] = Math.Max(_highest[number], _scores[at]);
            }
        }

        for (var number = 0; number < sizes.Count; number++)
        {
            if ((long)sizes[number] * CommonShare >= _count) _sets[number] = new DocumentSet(_documents.AsSpan(_starts[number], sizes[number]), _count);
        }
    }

    /// <summary>How telling a term is; highest for one that no document holds.</summary>
    public float RarityOf(uint term) => _numbers.TryGetValue(term, out var number) ? _rarities[number] : Rarity(0);

    /// <summary>The documents of a term among <paramref name="count"/> from <paramref name="first"/>.</summary>
    public TermPostings Of(uint term, float weight, int first, int count)
    {
        if (!_numbers.TryGetValue(term, out var number)) return default;
        var (from, to) = (_starts[number], _starts[number + 1]);
        if (first > 0 || count < _count)
        {
            var documents = _documents.AsSpan();
            to = from + LowerBound(documents[from..to], first + count);
            from += LowerBound(documents[from..to], first);
        }

        return new TermPostings(_documents.AsMemory(from..to), _scores.AsMemory(from..to), weight, weight * _highest[number], _sets.GetValueOrDefault(number), _scores.AsMemory(_starts[number].._starts[number + 1]));
    }

    // Position of the first value that is not below the bound.
    private static int LowerBound(ReadOnlySpan<int> ascending, int bound)
    {
        var at = ascending.BinarySearch(bound);
        return at >= 0 ? at : ~at;
    }

    private float Rarity(int holders) => MathF.Log(1 + (_count - holders + 0.5f) / (holders + 0.5f));
}
