namespace OpsBot.Core.Changes;

/// <summary>One guarded write of a record.</summary>
/// <param name="Key">The record.</param>
/// <param name="ExpectedVersion">The version this change was computed from; 0 when the record must not exist yet.</param>
/// <param name="Json">The new content; null deletes the record.</param>
public sealed record RecordWrite(RecordKey Key, long ExpectedVersion, string? Json);
