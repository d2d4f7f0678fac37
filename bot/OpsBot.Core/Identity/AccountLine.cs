namespace OpsBot.Core.Identity;

/// <summary>An account as it is shown to its person.</summary>
/// <param name="Channel">Channel name.</param>
/// <param name="Handle">What can be typed for it.</param>
/// <param name="LinkedAt">When the person linked it; null: the directory names it.</param>
/// <param name="IsPreferred">Gets what the bot says unasked.</param>
public sealed record AccountLine(string Channel, string Handle, DateTimeOffset? LinkedAt, bool IsPreferred);
