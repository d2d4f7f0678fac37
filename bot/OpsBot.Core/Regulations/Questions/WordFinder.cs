namespace OpsBot.Core.Regulations.Questions;

/// <summary>Tells which of many words occur in a text, in one pass (Aho and Corasick 1975). Case does not matter.</summary>
internal sealed class WordFinder
{
    private const int Root = 0;
    private readonly Dictionary<(int Node, char Letter), int> _next = [];
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly List<int> _fallback = [Root];

    // At each node: the word that ends there, and the nearest shorter node by fallbacks at which one ends; -1 for none.
    private readonly List<int> _word = [-1];
    private readonly List<int> _shorter = [-1];

    public WordFinder(IEnumerable<string> words)
    {
        foreach (var word in words.Where(word => word.Length > 0)) Add(Fold(word));
        Link();
    }

    /// <summary>How many different words there are.</summary>
    public int Count => _words.Count;

    /// <summary>The number of a word, from 0; -1 for the empty word.</summary>
    public int NumberOf(string word) => _words.GetValueOrDefault(Fold(word), -1);

    /// <summary>True at the number of each word that occurs.</summary>
    public bool[] Find(string text)
    {
        var found = new bool[_words.Count];
        var node = Root;
        foreach (var letter in text)
        {
            node = Step(node, char.ToLowerInvariant(letter));
            for (var at = _word[node] >= 0 ? node : _shorter[node]; at >= 0; at = _shorter[at]) found[_word[at]] = true;
        }

        return found;
    }

    private static string Fold(string word) => word.ToLowerInvariant();

    private void Add(string word)
    {
        if (!_words.TryAdd(word, _words.Count)) return;
        var node = Root;
        foreach (var letter in word)
        {
            if (!_next.TryGetValue((node, letter), out var child))
            {
                child = _fallback.Count;
                _next[(node, letter)] = child;
                _fallback.Add(Root);
                _word.Add(-1);
                _shorter.Add(-1);
            }

            node = child;
        }

        _word[node] = _words[word];
    }

    // Nodes are linked level by level, so that a node's fallback is linked before it.
    private void Link()
    {
        var level = new Queue<(int Parent, char Letter, int Node)>();
        var children = _next.ToLookup(edge => edge.Key.Node, edge => (edge.Key.Letter, Node: edge.Value));
        foreach (var (letter, node) in children[Root]) level.Enqueue((Root, letter, node));
        while (level.TryDequeue(out var edge))
        {
            if (edge.Parent != Root) _fallback[edge.Node] = Step(_fallback[edge.Parent], edge.Letter);
            var fallback = _fallback[edge.Node];
            _shorter[edge.Node] = _word[fallback] >= 0 ? fallback : _shorter[fallback];
            foreach (var (letter, node) in children[edge.Node]) level.Enqueue((edge.Node, letter, node));
        }
    }

    private int Step(int node, char letter)
    {
        while (true)
        {
            if (_next.TryGetValue((node, letter), out var child)) return child;
            if (node == Root) return Root;
            node = _fallback[node];
        }
    }
}
