namespace OpsBot.Core.Changes;

/// <summary>A typed record with the version it was read at; version 0 means "not stored yet".</summary>
public sealed record Versioned<T>(T Value, long Version)
    where T : class;
