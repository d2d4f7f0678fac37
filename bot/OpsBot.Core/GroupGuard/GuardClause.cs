using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>Words of a clause, checked when the rules are read.</summary>
public sealed record GuardClause(Clause Clause, string Quote);
