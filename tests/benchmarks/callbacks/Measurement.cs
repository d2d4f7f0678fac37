namespace OpsBot.Benchmarks.Callbacks;

/// <summary>What one measurement saw.</summary>
/// <param name="Seconds">From the first post to the last answer.</param>
/// <param name="Posted">Milliseconds from a post to its 200.</param>
/// <param name="Answered">Milliseconds from a post to its answer.</param>
/// <param name="Refused">Posts with another status.</param>
/// <param name="Unanswered">Users without an answer at the end.</param>
internal sealed record Measurement(double Seconds, double[] Posted, double[] Answered, int Refused, int Unanswered)
{
    public double PerSecond => Answered.Length / Seconds;

    public static double Percentile(double[] values, double part)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * part))];
    }
}
