namespace OpsBot.Core.GroupGuard;

/// <summary>What a message in a work group is.</summary>
/// <param name="Assignment">It asks work of those in the group: a task, a chase, a check-in, a meeting.</param>
/// <param name="Emergency">Danger to people is present or near.</param>
public sealed record MessageJudgement(bool Assignment, bool Emergency);
