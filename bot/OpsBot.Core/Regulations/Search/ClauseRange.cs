namespace OpsBot.Core.Regulations.Search;

/// <summary>Neighbouring clauses of the library: <paramref name="Count"/> of them from position <paramref name="First"/>.</summary>
public readonly record struct ClauseRange(int First, int Count);
