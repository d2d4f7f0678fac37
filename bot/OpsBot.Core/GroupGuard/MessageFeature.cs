namespace OpsBot.Core.GroupGuard;

/// <summary>One trait of a message and how strongly it shows.</summary>
internal readonly record struct MessageFeature(string Name, double Value);
