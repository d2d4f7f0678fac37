namespace OpsBot.Core.Regulations.Search;

/// <summary>Keeps the best of what it is offered. Equal scores: the earlier document wins.</summary>
internal sealed class BestDocuments(int limit)
{
    private readonly PriorityQueue<int, (float Score, int Order)> _kept = new(limit);

    public bool IsFull => _kept.Count == limit;

    /// <summary>A score must be above this to be kept.</summary>
    public float Lowest { get; private set; }

    public void Offer(int document, float score)
    {
        if (score <= 0) return;
        if (_kept.Count < limit) _kept.Enqueue(document, (score, -document));
        else _kept.EnqueueDequeue(document, (score, -document));
        if (IsFull && _kept.TryPeek(out _, out var lowest)) Lowest = lowest.Score;
    }

    /// <summary>Best first; empties the list.</summary>
    public List<(int Document, float Score)> Sorted()
    {
        var result = new List<(int, float)>(_kept.Count);
        while (_kept.TryDequeue(out var document, out var place)) result.Add((document, place.Score));
        result.Reverse();
        return result;
    }
}
