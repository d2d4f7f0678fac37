using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>Who gets a circular and who is asked to approve it, and when: by the hours of each of them.</summary>
internal static class CircularReaders
{
    /// <summary>Nobody: there is nobody in the unit, or no unit yet.</summary>
    public static AudienceForecast? ForRecipients(TurnFacts facts, string? unitId) => unitId is null
        ? null
        : AudienceForecast.Of(MessageClass.Circular, facts.Directory.PeopleUnder(unitId).Select(facts.HoursOf), facts.Now);

    /// <summary>Null: nobody can approve it.</summary>
    public static AudienceForecast? ForApprovers(TurnFacts facts) =>
        AudienceForecast.Of(MessageClass.Assignment, Approvers(facts).Select(facts.HoursOf), facts.Now);

    /// <summary>Quiet times of the recipients in a unit.</summary>
    public static IEnumerable<RecordKey> QuietOf(TurnFacts facts, string unitId) => facts.Directory.PeopleUnder(unitId).Select(p => PersonalQuiet.Kind.Key(p.Id));

    /// <summary>Quiet times of recipients and approvers, once the draft is so near its end that its writer is told when they get it.</summary>
    public static IEnumerable<RecordKey> QuietOf(TurnFacts facts, CircularDraft draft)
    {
        if (facts.Sender?.Is(Role.Admin) != true || (draft.Step == CircularDraftStep.Unit && draft.Text is null))
            return [];
        var unit = draft.Step == CircularDraftStep.Unit && CircularUnitFinder.Find(facts.Directory, facts.Message.Text) is [var found] ? found.Id : draft.UnitId;
        var approvers = draft.Step == CircularDraftStep.Confirm ? Approvers(facts).Select(p => PersonalQuiet.Kind.Key(p.Id)) : [];
        return unit is null ? approvers : approvers.Concat(QuietOf(facts, unit)).Distinct();
    }

    private static IEnumerable<Person> Approvers(TurnFacts facts) => CircularPolicy.ApproversFor(facts.Sender!.Id, facts.Directory).Take(CircularChange.MaxAsked);
}
