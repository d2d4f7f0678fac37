using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.GroupGuard;

/// <summary>
/// Looks at what is said in groups. Work assigned outside working time, or by someone who may not, gets an answer that the
/// sender alone reads: the clause, and the offer to send it at the next opening. All else gets no answer here.
/// </summary>
public sealed class GroupGuardDialog(MessageClassifier classifier, GuardRules rules) : IDialog
{
    private const int IdLength = 10;

    /// <inheritdoc/>
    public string Name => "group-guard";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) =>
        facts.Message.Group is not null && classifier.Judge(facts.Message.Text) is { Assignment: true } or { Emergency: true };

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts) => facts.Message.Group is { } group
        ? new FactNeeds { Records = [GuardMonth.Kind.Key(GuardMonth.IdOf(group.UnitId, Today(facts)))] }
        : FactNeeds.None;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var group = facts.Message.Group ?? throw new InvalidOperationException("The message was not said in a group.");
        var judgement = classifier.Judge(facts.Message.Text);
        var silent = new TurnResult(facts.Conversation, []);
        if (!judgement.Assignment)
            return silent;
        var hours = HoursOf(facts, group.UnitId);
        var isOpen = hours.IsOpen(facts.Now);
        if (judgement.Emergency)
            return isOpen ? silent : new TurnResult(facts.Conversation, [GroupGuardTexts.EmergencyPassed(rules)])
            {
                Effects = Count(facts, group.UnitId, month => month with { Emergencies = month.Emergencies + 1 }),
            };
        var mayAssign = GroupAuthority.MayAssign(facts.Sender, group.UnitId, facts.Directory, rules);
        if (isOpen && mayAssign)
            return silent;
        var counted = Count(facts, group.UnitId, month => month with
        {
            OutsideHours = month.OutsideHours + (isOpen ? 0 : 1),
            WithoutAuthority = month.WithoutAuthority + (mayAssign ? 0 : 1),
        });
        // Whom the directory does not know can answer for nothing later, so there is nothing to offer.
        var offer = facts.Sender is null ? null : OfferOf(facts, group, !mayAssign);
        return new TurnResult(facts.Conversation, [GroupGuardTexts.Reminder(rules, isOpen ? null : hours.Explain(facts.Now), mayAssign, offer, NextOpening(facts, hours))])
        {
            Effects = offer is null ? counted : counted.Plus(new Effects
            {
                Records = [GroupOffer.Kind.Put(offer.Id, offer, 0)],
                Dues = [GroupOffer.Due(offer.Id, offer.ExpiresAt)],
            }),
        };
    }

    private GroupOffer OfferOf(TurnFacts facts, GroupTalk group, bool needsConsent) => new()
    {
        Id = facts.NewId("group-offer", IdLength),
        SenderId = facts.Sender!.Id,
        Group = group.Address,
        UnitId = group.UnitId,
        Text = facts.Message.Text,
        NeedsConsent = needsConsent,
        ExpiresAt = HoursOf(facts, group.UnitId).NextOpening(facts.Now) + rules.OfferKeptFor,
    };

    private Effects Count(TurnFacts facts, string unitId, Func<GuardMonth, GuardMonth> add)
    {
        var id = GuardMonth.IdOf(unitId, Today(facts));
        var stored = facts.Find(GuardMonth.Kind, id);
        return new Effects
        {
            Records = [GuardMonth.Kind.Put(id, add(stored?.Value ?? new GuardMonth()), stored?.Version ?? 0)],
            Indexes = stored is null ? [GuardMonth.Listed(unitId, Today(facts))] : [],
        };
    }

    private static QuietHours HoursOf(TurnFacts facts, string unitId) => facts.Hours.ForUnit(facts.Directory, unitId);

    private static DateTimeOffset NextOpening(TurnFacts facts, QuietHours hours) => hours.NextOpening(facts.Now).ToOffset(hours.Plan.Schedule.UtcOffset);

    private static DateOnly Today(TurnFacts facts) => facts.Hours.Territory.LocalDate(facts.Now);
}
