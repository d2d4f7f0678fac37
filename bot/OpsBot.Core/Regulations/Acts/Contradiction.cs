namespace OpsBot.Core.Regulations.Acts;

/// <summary>Documents that say different things about one matter. Shown side by side, never hidden.</summary>
/// <param name="Name">Stable and readable.</param>
/// <param name="Say">Of every inner list at least one word must occur in the question.</param>
/// <param name="Clauses">The clauses concerned, by id.</param>
/// <param name="Note">One plain sentence that names the difference.</param>
public sealed record Contradiction(string Name, IReadOnlyList<IReadOnlyList<string>> Say, IReadOnlyList<string> Clauses, string Note)
{
    public bool Holds(string question) => Say.All(any => any.Any(word => question.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
