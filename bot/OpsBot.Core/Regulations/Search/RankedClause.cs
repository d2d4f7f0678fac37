namespace OpsBot.Core.Regulations.Search;

/// <summary>A clause found at its position in the library. <paramref name="Share"/> is the part of the question's weight that the clause covers, 0 to 1 and comparable between questions.</summary>
public sealed record RankedClause(Clause Clause, int Position, float Score, float Share);
