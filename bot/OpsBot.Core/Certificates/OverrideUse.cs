namespace OpsBot.Core.Certificates;

/// <summary>How often an override was used.</summary>
public sealed record OverrideUse(string Id, string Ground, DateTimeOffset Until, int Messages);
