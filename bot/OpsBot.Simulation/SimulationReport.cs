using System.Globalization;

namespace OpsBot.Simulation;

/// <summary>What came of a simulated year.</summary>
public sealed record SimulationReport
{
    /// <summary>Most repeats among what the channels took (0.1%).</summary>
    public const double MostRepeated = 0.001;

    /// <summary>Least share within five minutes of an opening.</summary>
    public const double LeastPrompt = 0.95;

    /// <summary>What was simulated.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>One row for each class of message.</summary>
    public required IReadOnlyList<ClassRow> Classes { get; init; }

    /// <summary>Cases filed.</summary>
    public required int Cases { get; init; }

    /// <summary>Other figures, by name, in the order in which they are printed.</summary>
    public required IReadOnlyList<(string Name, string Value)> Figures { get; init; }

    /// <summary>Messages that the channels took, repeats included.</summary>
    public required int Accepted { get; init; }

    /// <summary>Taken again with the same id.</summary>
    public required int Repeated { get; init; }

    /// <summary>Unasked messages outside the recipient's windows, by the judge.</summary>
    public required int Outside { get; init; }

    /// <summary>Neither delivered, withdrawn, expired nor a dead letter when all was over.</summary>
    public required int Lost { get; init; }

    /// <summary>Sent although withdrawn or expired.</summary>
    public required int Late { get; init; }

    /// <summary>Beyond the recipient's budget.</summary>
    public required int OverBudget { get; init; }

    /// <summary>The same thing said twice.</summary>
    public required int SaidTwice { get; init; }

    /// <summary>Dead letters of which no admin was told.</summary>
    public required int SilentDeadLetters { get; init; }

    /// <summary>Held messages and deadlines that after a paper stood where its calendar does not allow it.</summary>
    public required int LeftBehind { get; init; }

    /// <summary>Messages and deadlines that a paper moved without a row in the audit.</summary>
    public required int WithoutReason { get; init; }

    /// <summary>In groups: the writer was not answered with the clause, or others read what was not for them.</summary>
    public required int WrongInGroups { get; init; }

    /// <summary>Among what waited for an opening at which nothing was broken: share within 5 and within 15 minutes.</summary>
    public required (int Count, double Within5, double Within15) Calm { get; init; }

    /// <summary>The same over all openings.</summary>
    public required (int Count, double Within5, double Within15) AllWeather { get; init; }

    /// <summary>The first faults, in words.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Time on a real clock.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>The promises that were broken; empty: all were kept.</summary>
    public IReadOnlyList<string> Broken =>
    [
        .. Outside > 0 ? new[] { $"{Outside} deliveries outside the recipient's window" } : [],
        .. Lost > 0 ? new[] { $"{Lost} messages lost" } : [],
        .. Repeated > MostRepeated * Accepted ? new[] { $"{Repeated} repeats among {Accepted}" } : [],
        .. Late > 0 ? new[] { $"{Late} sent although withdrawn or expired" } : [],
        .. OverBudget > 0 ? new[] { $"{OverBudget} over a person's budget" } : [],
        .. SaidTwice > 0 ? new[] { $"{SaidTwice} said twice" } : [],
        .. SilentDeadLetters > 0 ? new[] { $"{SilentDeadLetters} dead letters of which nobody was told" } : [],
        .. LeftBehind > 0 ? new[] { $"{LeftBehind} left behind by a paper" } : [],
        .. WithoutReason > 0 ? new[] { $"{WithoutReason} moved by a paper without a reason" } : [],
        .. WrongInGroups > 0 ? new[] { $"{WrongInGroups} wrong in groups" } : [],
        .. Calm.Count > 0 && (Calm.Within5 < LeastPrompt || Calm.Within15 < 1) ? new[] { "not prompt after an opening" } : [],
    ];

    /// <summary>The report as text, without the wall time: the same for the same options.</summary>
    public string Print()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine($"year {Options.Year}, seed {Options.Seed}, cases {Cases}");
        text.WriteLine($"{"class",-12}{"queued",8}{"held",8}{"sent",8}{"merged",8}{"withdrawn",10}{"expired",8}{"dead",6}{"lost",6}");
        foreach (var row in Classes)
            text.WriteLine($"{row.Class,-12}{row.Queued,8}{row.Held,8}{row.Sent,8}{row.Merged,8}{row.Withdrawn,10}{row.Expired,8}{row.Dead,6}{row.Lost,6}");
        foreach (var (name, value) in Figures)
            text.WriteLine($"{name}: {value}");
        text.WriteLine($"outside windows: {Outside}");
        text.WriteLine($"lost: {Lost}");
        text.WriteLine($"repeated: {Repeated} of {Accepted} ({(Accepted == 0 ? 0 : (double)Repeated / Accepted):P3})");
        text.WriteLine($"sent although withdrawn or expired: {Late}; over budget: {OverBudget}; said twice: {SaidTwice}; dead letters without alarm: {SilentDeadLetters}");
        text.WriteLine($"left behind by a paper: {LeftBehind}; moved without a reason: {WithoutReason}; wrong in groups: {WrongInGroups}");
        text.WriteLine($"after an opening with nothing broken: {Calm.Count} messages, {Calm.Within5:P2} within 5 min, {Calm.Within15:P2} within 15 min");
        text.WriteLine($"after any opening: {AllWeather.Count} messages, {AllWeather.Within5:P2} within 5 min, {AllWeather.Within15:P2} within 15 min");
        foreach (var broken in Broken)
            text.WriteLine($"BROKEN: {broken}");
        foreach (var example in Examples)
            text.WriteLine($"  {example}");
        return text.ToString();
    }
}
