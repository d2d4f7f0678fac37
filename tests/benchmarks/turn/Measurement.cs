namespace OpsBot.Benchmarks.Turn;

/// <summary>What one measurement saw.</summary>
/// <param name="Seconds">From the first post to the last answer.</param>
/// <param name="Posted">Milliseconds from a post to its 200.</param>
/// <param name="Answered">Milliseconds from a post to its answer at the connector.</param>
internal sealed record Measurement(double Seconds, double[] Posted, double[] Answered)
{
    public int Refused { get; init; }

    public int Unanswered { get; init; }

    public int Surplus { get; init; }

    public double PerSecond => Answered.Length / Seconds;

    public static double Percentile(double[] values, double part)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * part))];
    }
}
