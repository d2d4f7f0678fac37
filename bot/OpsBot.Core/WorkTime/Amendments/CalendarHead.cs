using OpsBot.Core.Changes;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>The number of the edition in force; a small record of its own, because it is read with every turn and attempt.</summary>
/// <param name="Edition">How many papers were imported.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
public sealed record CalendarHead(long Edition, int Schema = 1)
{
    /// <summary>The one id.</summary>
    public const string Id = "head";

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<CalendarHead> Kind = new("calendar");
}
