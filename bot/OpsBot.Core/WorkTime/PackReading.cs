namespace OpsBot.Core.WorkTime;

/// <summary>What reading a pack file gave: the value, or every fault found (never only the first).</summary>
public sealed record PackReading<T>(T? Value, IReadOnlyList<string> Faults) where T : class
{
    public bool IsValid => Value is not null;

    internal static PackReading<T> Of(T value) => new(value, []);

    internal static PackReading<T> Bad(IReadOnlyList<string> faults) => new(null, faults);
}
