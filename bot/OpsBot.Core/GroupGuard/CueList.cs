using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>The reviewable part of the classifier: cue words in named groups, and where the lines are drawn.</summary>
public sealed class CueList
{
    private const int CurrentSchema = 1;
    /// <summary>More groups than this nobody reviews.</summary>
    public const int MaxCues = 100;

    private const int MaxWordLength = 24;

    private CueList(StoredCues stored)
    {
        if (stored.Schema != CurrentSchema)
            throw new FormatException($"assignments.json has schema {stored.Schema}; this version reads schema {CurrentSchema}.");
        if (stored.Cues.Count is 0 or > MaxCues)
            throw new FormatException($"assignments.json must hold 1 to {MaxCues} cues; it holds {stored.Cues.Count}.");
        if (stored.MaxLength is < 50 or > 4000)
            throw new FormatException($"assignments.json: maxLength is {stored.MaxLength}; it must lie between 50 and 4000 characters.");
        Check("assignmentThreshold", stored.AssignmentThreshold);
        Check("emergencyThreshold", stored.EmergencyThreshold);
        foreach (var cue in stored.Cues)
            foreach (var word in cue.Words)
                if (word.Length > MaxWordLength || word.Trim('^', '$').Split('…').Any(part => part.Length == 0))
                    throw new FormatException($"assignments.json: word '{word}' of cue '{cue.Id}' must have 1 to {MaxWordLength} characters, also beside a gap.");
        if (stored.Cues.GroupBy(cue => cue.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FormatException($"assignments.json: cue '{twice.Key}' occurs twice.");
        MaxLength = stored.MaxLength;
        AssignmentThreshold = stored.AssignmentThreshold;
        EmergencyThreshold = stored.EmergencyThreshold;
        Cues = [.. stored.Cues.Select(cue => new Cue(cue.Id, cue.Side, [.. cue.Words.Select(CueWord.Parse)]))];
    }

    /// <summary>Characters that are looked at; of a longer message the beginning and the end.</summary>
    public int MaxLength { get; }

    /// <summary>Probability from which a message counts as an assignment.</summary>
    public double AssignmentThreshold { get; }

    /// <summary>Probability from which a message counts as an emergency.</summary>
    public double EmergencyThreshold { get; }

    internal IReadOnlyList<Cue> Cues { get; }

    /// <exception cref="FormatException">The text is not a cue list; the message says what to repair.</exception>
    public static CueList Parse(string json) => new(PackJson.Parse<StoredCues>(json, "assignments.json"));

    private static void Check(string name, double threshold)
    {
        if (threshold is not (> 0 and < 1))
            throw new FormatException($"assignments.json: {name} is {threshold}; it must lie between 0 and 1.");
    }

    private sealed record StoredCues(
        int Schema, int MaxLength, double AssignmentThreshold, double EmergencyThreshold, IReadOnlyList<StoredCue> Cues);

    private sealed record StoredCue(string Id, IReadOnlyList<string> Words, string? Side = null);
}
