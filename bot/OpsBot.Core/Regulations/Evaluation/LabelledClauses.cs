using System.Text;

namespace OpsBot.Core.Regulations.Evaluation;

/// <summary>
/// The clauses that labels speak of, by the labels' own ids. A quote counts as a clause when 60% of the character pairs of
/// either lie in the other and it is no longer than 400 characters or 2.5 times the clause.
/// </summary>
public sealed class LabelledClauses
{
    private const double SharedPairs = 0.6;
    private const int ShortQuote = 400;
    private const double LongQuote = 2.5;

    private readonly Dictionary<string, (string Text, HashSet<int> Pairs)> _clauses;
    private readonly string _whole;

    private LabelledClauses(IReadOnlyList<StoredClause> clauses)
    {
        _clauses = clauses.ToDictionary(clause => clause.ClauseId, clause => (clause.Text, PairsOf(clause.Text)), StringComparer.Ordinal);
        _whole = Letters(string.Concat(clauses.Select(clause => clause.Text)));
    }

    /// <exception cref="FormatException">A line is no clause.</exception>
    public static LabelledClauses ParseLines(IEnumerable<string> lines) => new(JsonLines.Parse<StoredClause>(lines));

    public bool Same(string quote, string clauseId)
    {
        if (!_clauses.TryGetValue(clauseId, out var clause) || quote.Length > Math.Max(ShortQuote, LongQuote * clause.Text.Length)) return false;
        var pairs = PairsOf(quote);
        if (pairs.Count == 0 || clause.Pairs.Count == 0) return false;
        double shared = pairs.Count(clause.Pairs.Contains);
        return shared / pairs.Count >= SharedPairs || shared / clause.Pairs.Count >= SharedPairs;
    }

    public bool IsVerbatim(string quote) => _whole.Contains(Letters(quote), StringComparison.Ordinal);

    private static HashSet<int> PairsOf(string text)
    {
        var letters = Letters(text);
        return [.. Enumerable.Range(0, Math.Max(0, letters.Length - 1)).Select(i => (letters[i] << 16) | letters[i + 1])];
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));

    private sealed record StoredClause(string ClauseId, string Text);
}
