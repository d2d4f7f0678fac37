using System.Buffers;

namespace OpsBot.Core.Regulations.Search;

/// <summary>
/// The best documents of a query, exactly. Terms are added one after the other, the most telling first; as soon as the rest
/// cannot lift a new document into the best, it is looked up for the candidates only, whose number falls with every look
/// (MaxScore, Turtle and Flood 1995).
/// </summary>
internal static class TopDocuments
{
    // Looking a term up for one candidate costs about as much as adding this many postings.
    private const int LookupCost = 6;

    // After so many terms the bar is raised to what the candidates have reached.
    private const int TermsBetweenLooks = 4;

    // Sums are rounded; what is this close to the best is kept as a candidate.
    private const float Rounding = 0.999f;

    /// <param name="postings">Where to look.</param>
    /// <param name="query">Weighted terms.</param>
    /// <param name="range">The documents searched.</param>
    /// <param name="bonuses">Score added before the factor.</param>
    /// <param name="factor">Multiplies a document's score; 0 leaves it out.</param>
    /// <param name="highestFactor">No factor is above this.</param>
    /// <param name="limit">How many to return, best first; ties keep the order of the documents.</param>
    public static List<(int Document, float Score)> Find(
        Postings postings, SearchQuery query, ClauseRange range, IReadOnlyList<(int Document, float Score)> bonuses, Func<int, float> factor, float highestFactor, int limit)
    {
        var terms = query.Weights.Select(term => postings.Of(term.Key, term.Value, range.First, range.Count)).Where(term => term.Count > 0)
            .OrderByDescending(term => term.Highest).ThenBy(term => term.Count).ToArray();
        var rented = ArrayPool<float>.Shared.Rent(Math.Max(1, range.Count));
        try
        {
            var scores = rented.AsSpan(0, range.Count);
            scores.Clear();
            foreach (var (document, score) in bonuses)
            {
                if (document >= range.First && document < range.First + range.Count) scores[document - range.First] += score;
            }

            return new Search(range.First, factor, highestFactor, limit).Run(scores, terms);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private readonly struct Search(int first, Func<int, float> factor, float highestFactor, int limit)
    {
        public List<(int Document, float Score)> Run(Span<float> scores, ReadOnlySpan<TermPostings> terms)
        {
            var open = 0f;
            var rest = 0L;
            foreach (var term in terms)
            {
                open += term.Highest;
                rest += term.Count;
            }

            // Looking for candidates is a pass over all documents, so it waits until as much has been added.
            var work = 0L;
            for (var next = 0; next < terms.Length; next++)
            {
                if (work > scores.Length && rest > scores.Length)
                {
                    work = 0;
                    if (Candidates(scores, open, rest / ((terms.Length - next) * LookupCost)) is { } candidates)
                        return Finish(scores, candidates, terms[next..], open);
                }

                Add(scores, terms[next]);
                open -= terms[next].Highest;
                rest -= terms[next].Count;
                work += terms[next].Count;
            }

            return Best(scores).Sorted();
        }

        private void Add(Span<float> scores, in TermPostings term)
        {
            var documents = term.Documents.Span;
            var added = term.Scores.Span[..documents.Length];
            for (var i = 0; i < documents.Length; i++) scores[documents[i] - first] += term.Weight * added[i];
        }

        // The documents that may still be among the best when the open terms add all they can, or null when they are too many.
        private int[]? Candidates(ReadOnlySpan<float> scores, float open, long most)
        {
            var best = Best(scores);
            if (!best.IsFull) return null;
            var needed = best.Lowest * Rounding;
            var neededAtMost = needed / highestFactor - open;
            if (neededAtMost <= 0) return null;
            var candidates = new List<int>();
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] < neededAtMost || (scores[i] + open) * factor(first + i) < needed) continue;
                if (candidates.Count >= most) return null;
                candidates.Add(i);
            }

            return [.. candidates];
        }

        // A common term is looked up for the candidates; a rare one is added to all, which takes no longer.
        private List<(int Document, float Score)> Finish(Span<float> scores, Span<int> candidates, ReadOnlySpan<TermPostings> terms, float open)
        {
            var needed = 0f;
            for (var next = 0; next < terms.Length; next++)
            {
                if (next % TermsBetweenLooks == 0) needed = Best(scores, candidates).Lowest * Rounding / highestFactor;
                open -= terms[next].Highest;
                if (terms[next].Set is { } set) candidates = candidates[..LookUp(scores, candidates, terms[next], set, needed - open)];
                else Add(scores, terms[next]);
            }

            return Best(scores, candidates).Sorted();
        }

        // Moves the candidates that still count to the front, and returns how many they are.
        private int LookUp(Span<float> scores, Span<int> candidates, in TermPostings term, DocumentSet set, float needed)
        {
            var added = term.SetScores.Span;
            var kept = 0;
            foreach (var candidate in candidates)
            {
                var place = set.PlaceOf(first + candidate);
                if (place >= 0) scores[candidate] += term.Weight * added[place];
                if (scores[candidate] >= needed) candidates[kept++] = candidate;
            }

            return kept;
        }

        private BestDocuments Best(ReadOnlySpan<float> scores)
        {
            var best = new BestDocuments(limit);
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] * highestFactor > best.Lowest) best.Offer(first + i, scores[i] * factor(first + i));
            }

            return best;
        }

        private BestDocuments Best(ReadOnlySpan<float> scores, ReadOnlySpan<int> candidates)
        {
            var best = new BestDocuments(limit);
            foreach (var candidate in candidates)
            {
                if (scores[candidate] * highestFactor > best.Lowest) best.Offer(first + candidate, scores[candidate] * factor(first + candidate));
            }

            return best;
        }
    }
}
