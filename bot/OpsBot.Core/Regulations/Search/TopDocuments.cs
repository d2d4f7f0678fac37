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
    private const int LookupCost = 32;

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

                var term = terms[next];
                var documents = term.Documents.Span;
                var added = term.Scores.Span;
                for (var i = 0; i < documents.Length; i++) scores[documents[i] - first] += term.Weight * added[i];
                open -= term.Highest;
                rest -= term.Count;
                work += term.Count;
            }

            return Best(scores).Sorted();
        }

        // The documents that may still be among the best when the open terms add all they can, or null when they are too many.
        private List<int>? Candidates(ReadOnlySpan<float> scores, float open, long most)
        {
            var best = Best(scores);
            var needed = best.Lowest * Rounding / highestFactor - open;
            if (!best.IsFull || needed <= 0) return null;
            var candidates = new List<int>();
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] < needed) continue;
                if (candidates.Count >= most) return null;
                candidates.Add(i);
            }

            return candidates;
        }

        private List<(int Document, float Score)> Finish(Span<float> scores, List<int> candidates, ReadOnlySpan<TermPostings> terms, float open)
        {
            for (var next = 0; next < terms.Length; next++)
            {
                var documents = terms[next].Documents.Span;
                var added = terms[next].Scores.Span;
                var at = 0;
                foreach (var candidate in candidates)
                {
                    at = Gallop(documents, at, first + candidate);
                    if (at == documents.Length) break;
                    if (documents[at] == first + candidate) scores[candidate] += terms[next].Weight * added[at];
                }

                open -= terms[next].Highest;
            }

            return Best(scores, candidates).Sorted();
        }

        private List<int> Thin(Span<float> scores, List<int> candidates, float open)
        {
            var needed = Best(scores, candidates).Lowest * Rounding / highestFactor - open;
            var kept = new List<int>(candidates.Count);
            foreach (var candidate in candidates)
            {
                if (scores[candidate] >= needed) kept.Add(candidate);
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

        private BestDocuments Best(ReadOnlySpan<float> scores, List<int> candidates)
        {
            var best = new BestDocuments(limit);
            foreach (var candidate in candidates)
            {
                if (scores[candidate] * highestFactor > best.Lowest) best.Offer(first + candidate, scores[candidate] * factor(first + candidate));
            }

            return best;
        }

        // The first position from "at" whose document is not before the one wanted; steps double, then halve.
        private static int Gallop(ReadOnlySpan<int> documents, int at, int wanted)
        {
            var step = 1;
            while (at + step < documents.Length && documents[at + step] < wanted)
            {
                at += step;
                step *= 2;
            }

            return at + Postings.LowerBound(documents.Slice(at, Math.Min(step + 1, documents.Length - at)), wanted);
        }
    }
}
