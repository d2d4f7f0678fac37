using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>What every decision about a case may look at besides the case.</summary>
public sealed record CaseContext
{
    /// <summary>The instant of the decision.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Who commands; null: the bot itself (sweep) or somebody unknown.</summary>
    public Person? Actor { get; init; }

    /// <summary>The organisation.</summary>
    public required DirectorySnapshot Directory { get; init; }

    /// <summary>Time limits.</summary>
    public required DeadlineRules Rules { get; init; }

    /// <summary>Working time of the territory, of units and of people.</summary>
    public required HoursResolver Hours { get; init; }

    /// <summary>Names of categories.</summary>
    public required Taxonomy Taxonomy { get; init; }

    /// <summary>Makes an id for a purpose, of a length.</summary>
    public required Func<string, int, string> NewId { get; init; }

    /// <summary>Quiet times that people set themselves, by person, as far as they were asked for.</summary>
    public IReadOnlyDictionary<string, PersonalQuiet> Quiet { get; init; } = new Dictionary<string, PersonalQuiet>();

    /// <summary>For the audit.</summary>
    public string ActorId => Actor?.Id ?? "system";

    /// <summary>Hours of the unit that must act: its deadlines are counted in them.</summary>
    public QuietHours HoursOf(Leg leg) => Hours.ForUnit(Directory, leg.UnitId);

    /// <summary>Hours in which one person is sent work.</summary>
    public QuietHours HoursOf(Person person) => Hours.ForPerson(Directory, person.Id, Quiet.GetValueOrDefault(person.Id), Now);

    /// <summary>The context of a turn.</summary>
    public static CaseContext Of(TurnFacts facts, Taxonomy taxonomy, DeadlineRules rules) => new()
    {
        Now = facts.Now,
        Actor = facts.Sender,
        Directory = facts.Directory,
        Rules = rules,
        Hours = facts.Hours,
        Taxonomy = taxonomy,
        NewId = facts.NewId,
        Quiet = PersonalQuiet.ReadAll(facts.Records.Values),
    };

    /// <summary>One audit line of this actor.</summary>
    public AuditEntry Audit(string action, string caseId, string? detail = null) =>
        new(Now, ActorId, action, Case.Kind.Key(caseId).ToString(), detail);
}
