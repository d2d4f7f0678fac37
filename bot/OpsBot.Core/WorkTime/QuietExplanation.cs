namespace OpsBot.Core.WorkTime;

/// <summary>The answer to "may work be sent now?" with its steps in words a recipient understands.</summary>
/// <param name="At">The instant asked about, in local time.</param>
/// <param name="State">Open, or the reason for silence.</param>
/// <param name="Day">What the calendar says about that day.</param>
/// <param name="NextOpening">The earliest instant, not before <paramref name="At"/>, at which work may be sent.</param>
/// <param name="Closing">End of the window that contains <paramref name="At"/> (excluded); null outside windows.</param>
/// <param name="IsProvisional">A missing paper may still change this answer.</param>
/// <param name="Steps">Sentence parts, in order; the last one speaks of a missing paper if there is one.</param>
public sealed record QuietExplanation(
    DateTimeOffset At,
    QuietState State,
    DayStatus Day,
    DateTimeOffset NextOpening,
    DateTimeOffset? Closing,
    bool IsProvisional,
    IReadOnlyList<string> Steps)
{
    public bool IsOpen => State == QuietState.Open;

    /// <summary>The steps as one text.</summary>
    public string Text => string.Join('；', Steps);
}
