namespace OpsBot.Core.Changes;

/// <summary>A record as somebody saw it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Record">As it was; null: there was none.</param>
public sealed record RecordSeen(RecordKey Key, StoredRecord? Record);
