namespace OpsBot.Core.Changes;

/// <summary>A record as it lies in the store.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Version">1 after the first write, one more after each following write.</param>
/// <param name="Json">The stored JSON: add-only, with a <c>schema</c> number, without type names.</param>
public sealed record StoredRecord(RecordKey Key, long Version, string Json);
