using System.Numerics;

namespace OpsBot.Core.Regulations.Search;

/// <summary>A set of documents as bits, with the number of members before each word, so that a member's place is found at once.</summary>
internal sealed class DocumentSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words;
    private readonly int[] _before;

    /// <param name="documents">The members, ascending.</param>
    /// <param name="count">All documents are below this.</param>
    public DocumentSet(ReadOnlySpan<int> documents, int count)
    {
        _words = new ulong[count / WordBits + 1];
        _before = new int[_words.Length];
        foreach (var document in documents) _words[document / WordBits] |= 1UL << (document % WordBits);
        for (var i = 1; i < _words.Length; i++) _before[i] = _before[i - 1] + BitOperations.PopCount(_words[i - 1]);
    }

    /// <summary>How many members come before the document, or -1 when it is none.</summary>
    public int PlaceOf(int document)
    {
        var word = _words[document >> 6];
        var bit = 1UL << document;
        return (word & bit) == 0 ? -1 : _before[document >> 6] + BitOperations.PopCount(word & (bit - 1));
    }
}
