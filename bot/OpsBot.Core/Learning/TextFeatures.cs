using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Learning;

/// <summary>Turns texts into vectors of their single characters and pairs: logarithmic counts, weighted by rarity, scaled to length 1 (tf-idf).</summary>
public sealed class TextFeatures
{
    private readonly Dictionary<uint, int> _numbers = [];
    private readonly float[] _rarities;

    /// <param name="texts">The texts that the features are read from; a term that none of them holds is no feature.</param>
    public TextFeatures(IReadOnlyCollection<string> texts)
    {
        var holders = new List<int>();
        foreach (var term in texts.SelectMany(text => TermsOf(text).Distinct()))
        {
            if (_numbers.TryAdd(term, holders.Count)) holders.Add(1);
            else holders[_numbers[term]]++;
        }

        _rarities = [.. holders.Select(count => MathF.Log((1f + texts.Count) / (1 + count)) + 1)];
    }

    /// <summary>How many features there are.</summary>
    public int Count => _rarities.Length;

    public SparseVector Of(string text)
    {
        var counts = new Dictionary<int, int>();
        foreach (var term in TermsOf(text))
        {
            if (_numbers.TryGetValue(term, out var number)) counts[number] = counts.GetValueOrDefault(number) + 1;
        }

        int[] indexes = [.. counts.Keys];
        Array.Sort(indexes);
        var values = Array.ConvertAll(indexes, index => (1 + MathF.Log(counts[index])) * _rarities[index]);
        var length = MathF.Sqrt(values.Sum(value => value * value));
        for (var i = 0; i < values.Length; i++) values[i] /= length;
        return new SparseVector(indexes, values);
    }

    // Punctuation says little in a chat and is left out, so that its absence changes nothing.
    private static IEnumerable<uint> TermsOf(string text) => SearchTerms.Of(SearchTerms.Fold(text).Replace(" ", "", StringComparison.Ordinal));
}
