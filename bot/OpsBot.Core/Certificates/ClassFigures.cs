namespace OpsBot.Core.Certificates;

/// <summary>What became of the messages of one class. A message that was held several times counts once.</summary>
public sealed record ClassFigures(string Class, int Sent, int Overridden, int Held, int Merged, int Withdrawn, int Expired, int DeadLettered);
