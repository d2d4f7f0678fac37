namespace OpsBot.Core.Changes;

/// <summary>Names one stored record within a tenant, for example <c>case / 1122-7K3F</c>.</summary>
/// <param name="Kind">Record kind, a lower-case word.</param>
/// <param name="Id">Unique within the kind; any characters but line breaks, at most 256.</param>
public readonly record struct RecordKey(string Kind, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Id}";
}
