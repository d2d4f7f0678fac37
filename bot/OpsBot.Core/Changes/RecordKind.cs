using System.Text.Json;

namespace OpsBot.Core.Changes;

/// <summary>Binds a record type to its stored kind, so that keys and JSON are made in one place.</summary>
/// <param name="Name">The kind as stored.</param>
public sealed record RecordKind<T>(string Name)
    where T : class
{
    /// <summary>The key of one record of this kind.</summary>
    public RecordKey Key(string id) => new(Name, id);

    /// <summary>A write guarded by the version that was read (0: must be new).</summary>
    public RecordWrite Put(string id, T value, long expectedVersion) =>
        new(Key(id), expectedVersion, JsonSerializer.Serialize(value, StoredJson.Options));

    /// <summary>A guarded deletion.</summary>
    public RecordWrite Delete(string id, long expectedVersion) => new(Key(id), expectedVersion, null);

    /// <summary>Reads a stored record. Content that does not fit the type is broken storage and throws.</summary>
    public Versioned<T> Read(StoredRecord record) =>
        new(JsonSerializer.Deserialize<T>(record.Json, StoredJson.Options) ?? throw new JsonException($"Record {record.Key} is empty."), record.Version);
}
