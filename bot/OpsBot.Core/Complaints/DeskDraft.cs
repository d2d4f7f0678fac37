namespace OpsBot.Core.Complaints;

/// <summary>A command of the office that still needs answers.</summary>
public sealed record DeskDraft
{
    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The command.</summary>
    public required DeskVerb Verb { get; init; }

    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The leg, for a return.</summary>
    public LegKind? Leg { get; init; }

    /// <summary>The answer that is open.</summary>
    public DeskField Field { get; init; }

    /// <summary>Answers so far; unit answers are ids, the time limit is a number.</summary>
    public IReadOnlyDictionary<DeskField, string> Answers { get; init; } = new Dictionary<DeskField, string>();

    /// <summary>The fields of the command, in the order of asking.</summary>
    public static IReadOnlyList<DeskField> FieldsOf(DeskVerb verb) => verb switch
    {
        DeskVerb.Verify => [DeskField.Sheet],
        DeskVerb.Decline => [DeskField.Reason],
        DeskVerb.Unit => [DeskField.Unit],
        DeskVerb.Dispatch => [DeskField.Territory, DeskField.Industry, DeskField.Days, DeskField.Quality, DeskField.Feedback, DeskField.Agreed],
        DeskVerb.Return => [DeskField.Reason, DeskField.Days],
        DeskVerb.Feedback => [DeskField.Text],
        DeskVerb.Mark => [DeskField.Mark],
        _ => [],
    };

    /// <summary>The answer, or null.</summary>
    public string? Answer(DeskField field) => Answers.GetValueOrDefault(field);

    /// <summary>With one more answer.</summary>
    public DeskDraft With(DeskField field, string answer) =>
        this with { Answers = new Dictionary<DeskField, string>(Answers) { [field] = answer } };

    /// <summary>Without an answer.</summary>
    public DeskDraft Without(DeskField field) =>
        this with { Answers = Answers.Where(a => a.Key != field).ToDictionary(a => a.Key, a => a.Value) };

    /// <summary>The first field without an answer; null: complete.</summary>
    public DeskField? FirstOpen() => FieldsOf(Verb).Cast<DeskField?>().FirstOrDefault(f => !Answers.ContainsKey(f!.Value));

    /// <summary>The dispatch as answered so far.</summary>
    public DispatchOrder ToOrder() => new(
        Answer(DeskField.Territory),
        Answer(DeskField.Industry),
        Days(),
        Answer(DeskField.Quality),
        Answer(DeskField.Feedback));

    /// <summary>The time limit, or null.</summary>
    public int? Days() => int.TryParse(Answer(DeskField.Days), out var days) ? days : null;
}
