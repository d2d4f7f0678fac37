namespace OpsBot.Core.WorkTime;

/// <summary>A stretch in which messages may be sent, in local ticks since the year 1.</summary>
/// <param name="Opens">Start, included.</param>
/// <param name="LastSend">End, excluded: the guard before the end of work.</param>
internal readonly record struct OpeningSpan(long Opens, long LastSend);
