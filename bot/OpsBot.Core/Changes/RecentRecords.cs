namespace OpsBot.Core.Changes;

/// <summary>Records that may have changed since they were read.</summary>
/// <param name="Found">Those that exist, in no particular order.</param>
/// <param name="FromMemory">True: as this process last saw them; false: as the store says now.</param>
public readonly record struct RecentRecords(IReadOnlyList<StoredRecord> Found, bool FromMemory);
