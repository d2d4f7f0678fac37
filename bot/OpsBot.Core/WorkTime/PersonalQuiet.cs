using OpsBot.Core.Changes;

namespace OpsBot.Core.WorkTime;

/// <summary>The quiet time one person set for himself or herself; the record's id is the person's.</summary>
public sealed record PersonalQuiet
{
    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<PersonalQuiet> Kind = new("quiet-hours");

    /// <summary>Those among the records read, by person.</summary>
    internal static Dictionary<string, PersonalQuiet> ReadAll(IEnumerable<StoredRecord> read) =>
        read.Where(record => record.Key.Kind == Kind.Name).ToDictionary(record => record.Key.Id, record => Kind.Read(record).Value);

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The times of every day, in order of their start; none after the person took them back.</summary>
    public required IReadOnlyList<QuietSpan> Spans { get; init; }

    /// <summary>From when they count: the instant they were set.</summary>
    public required DateTimeOffset Since { get; init; }
}
