using System.Text.Json;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>The statement of a day over its lines. Statements follow each other without a gap, so each line is in one.</summary>
/// <param name="Schema">Shape of the stored JSON.</param>
/// <param name="Day">Local date.</param>
/// <param name="From">Number of the first line.</param>
/// <param name="To">Number of the last line; <paramref name="From"/> - 1 when there is none.</param>
/// <param name="OutsideWindow">Deliveries outside the recipient's hours without a valid override, recomputed from the lines. Must be 0.</param>
/// <param name="Classes">By class, in the order of their names; classes without lines are left out.</param>
/// <param name="Overrides">Overrides that were used.</param>
public sealed record DailyStatement(
    int Schema, DateOnly Day, long From, long To, int OutsideWindow, IReadOnlyList<ClassFigures> Classes, IReadOnlyList<OverrideUse> Overrides)
{
    /// <summary>How it is stored; the id is the day, <c>2026-11-23</c>.</summary>
    public static readonly RecordKind<DailyStatement> Kind = new("certificate");

    /// <summary>As it stands in the log.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StoredJson.Options);

    /// <summary>Sum over the classes.</summary>
    public int Sum(Func<ClassFigures, int> figure) => Classes.Sum(figure);
}
