namespace OpsBot.Core.Regulations.Acts;

/// <summary>A phrase of an act found in a clause. <paramref name="Weight"/> grows with how specific the act is; 1 is one plain word.</summary>
public sealed record ActHit(SpokenAct Act, int Clause, int Start, int Length, float Weight);
