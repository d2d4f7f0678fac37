using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.GroupGuard;

/// <summary>Accepts, agrees to and withdraws offers, and shows the month's figures. Each command is complete in itself.</summary>
public sealed class GroupOfferDesk(GuardRules rules) : IDialog
{
    private const int MessageIdLength = 26;

    /// <inheritdoc/>
    public string Name => "group-offer";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => GroupOfferCommand.Read(facts.Message) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (facts.Sender is null || GroupOfferCommand.Read(facts.Message) is not { } command)
            return FactNeeds.None;
        if (command.Kind == GroupOfferCommandKind.Figures)
        {
            var units = GuardMonth.UnitsIn(Today(facts));
            return new FactNeeds { Lists = [units], Records = [.. facts.List(units).Select(unit => GuardMonth.Kind.Key(GuardMonth.IdOf(unit, Today(facts))))] };
        }
        if (command.OfferId.Length == 0)
            return FactNeeds.None;
        var offer = facts.Find(GroupOffer.Kind, command.OfferId)?.Value;
        return new FactNeeds
        {
            Records = offer is null
                ? [GroupOffer.Kind.Key(command.OfferId)]
                : [GroupOffer.Kind.Key(command.OfferId), GuardMonth.Kind.Key(GuardMonth.IdOf(offer.UnitId, Today(facts)))],
        };
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var command = GroupOfferCommand.Read(facts.Message) ?? throw new InvalidOperationException("The message is not for the offers.");
        if (command.Kind == GroupOfferCommandKind.Figures)
            return Say(facts, facts.Sender?.Is(Role.Supervisor) == true ? Figures(facts) : GroupGuardTexts.OnlySupervisors);
        var stored = facts.Find(GroupOffer.Kind, command.OfferId);
        if (facts.Sender is null || stored is null || stored.Value.ExpiresAt <= facts.Now || !Concerns(stored.Value, facts, command.Kind))
            return Say(facts, GroupGuardTexts.NoOffer);
        return command.Kind switch
        {
            GroupOfferCommandKind.Schedule => Accept(facts, stored),
            GroupOfferCommandKind.Agree => Agree(facts, stored),
            _ => Withdraw(facts, stored),
        };
    }

    // A stranger must not learn whether a number exists.
    private bool Concerns(GroupOffer offer, TurnFacts facts, GroupOfferCommandKind kind) => kind == GroupOfferCommandKind.Agree
        ? facts.Sender!.Id != offer.SenderId && GroupAuthority.MayAssign(facts.Sender, offer.UnitId, facts.Directory, rules)
        : facts.Sender!.Id == offer.SenderId;

    private TurnResult Accept(TurnFacts facts, Versioned<GroupOffer> stored)
    {
        var offer = stored.Value;
        if (offer.Status != GroupOfferStatus.Offered)
            return Say(facts, GroupGuardTexts.Already(offer));
        // Asked anew: a role may have been given or taken since.
        if (GroupAuthority.MayAssign(facts.Sender, offer.UnitId, facts.Directory, rules))
            return Schedule(facts, stored, GroupGuardTexts.Scheduled(offer.Id, NextOpening(facts, offer.UnitId)));
        var leaders = GroupAuthority.LeadersOf(offer.UnitId, facts.Directory).Where(leader => leader.Id != offer.SenderId).ToArray();
        if (leaders.Length == 0)
            return Say(facts, GroupGuardTexts.NobodyToAgree);
        return Say(facts, GroupGuardTexts.ConsentAsked(offer.Id)) with
        {
            Effects = new Effects
            {
                Records = [GroupOffer.Kind.Put(offer.Id, offer with { Status = GroupOfferStatus.AwaitingConsent }, stored.Version)],
                Outbox = [.. leaders.Select(leader => new OutboundMessage
                {
                    Id = facts.NewId($"group-consent/{leader.Id}", MessageIdLength),
                    Class = MessageClass.Assignment,
                    PersonId = leader.Id,
                    Subject = GroupOffer.ConsentSubjectOf(offer.Id),
                    Content = GroupGuardTexts.AskConsent(offer, facts.Sender!, facts.Directory),
                    CreatedAt = facts.Now,
                    NotBefore = facts.Hours.ForPerson(facts.Directory, leader.Id).NextOpening(facts.Now),
                    FollowsHours = true,
                    SenderId = facts.Sender!.Id,
                    ExpiresAt = offer.ExpiresAt,
                })],
            },
        };
    }

    private TurnResult Agree(TurnFacts facts, Versioned<GroupOffer> stored) => stored.Value.Status == GroupOfferStatus.AwaitingConsent
        ? Schedule(facts, stored, GroupGuardTexts.Agreed(NextOpening(facts, stored.Value.UnitId)))
        : Say(facts, GroupGuardTexts.Already(stored.Value));

    private TurnResult Schedule(TurnFacts facts, Versioned<GroupOffer> stored, MessageContent reply)
    {
        var offer = stored.Value;
        var monthId = GuardMonth.IdOf(offer.UnitId, Today(facts));
        var month = facts.Find(GuardMonth.Kind, monthId);
        var counted = month?.Value ?? new GuardMonth();
        return Say(facts, reply) with
        {
            Effects = new Effects
            {
                Records =
                [
                    GroupOffer.Kind.Put(offer.Id, offer with { Status = GroupOfferStatus.Scheduled, Text = "" }, stored.Version),
                    GuardMonth.Kind.Put(monthId, counted with { Scheduled = counted.Scheduled + 1 }, month?.Version ?? 0),
                ],
                Indexes = month is null ? [GuardMonth.Listed(offer.UnitId, Today(facts))] : [],
                Withdrawals = [GroupOffer.ConsentSubjectOf(offer.Id)],
                Outbox =
                [
                    new OutboundMessage
                    {
                        Id = Identifier.From("group-offer"u8, $"group-offer/{offer.Id}", MessageIdLength),
                        Class = MessageClass.Assignment,
                        Address = offer.Group,
                        Subject = GroupOffer.SubjectOf(offer.Id),
                        Content = GroupGuardTexts.ForGroup(offer, facts.Directory),
                        CreatedAt = facts.Now,
                        NotBefore = facts.Hours.ForUnit(facts.Directory, offer.UnitId).NextOpening(facts.Now),
                        FollowsHours = true,
                        HoursUnitId = offer.UnitId,
                        SenderId = offer.SenderId,
                    },
                ],
                Audit = [new AuditEntry(facts.Now, facts.Sender!.Id, "group.scheduled", GroupOffer.Kind.Key(offer.Id).ToString())],
            },
        };
    }

    private static TurnResult Withdraw(TurnFacts facts, Versioned<GroupOffer> stored)
    {
        if (stored.Value.Status == GroupOfferStatus.Withdrawn)
            return Say(facts, GroupGuardTexts.Already(stored.Value));
        return Say(facts, GroupGuardTexts.Withdrawn) with
        {
            Effects = new Effects
            {
                Records = [GroupOffer.Kind.Put(stored.Value.Id, stored.Value with { Status = GroupOfferStatus.Withdrawn, Text = "" }, stored.Version)],
                Withdrawals = [GroupOffer.SubjectOf(stored.Value.Id), GroupOffer.ConsentSubjectOf(stored.Value.Id)],
                Audit = [new AuditEntry(facts.Now, facts.Sender!.Id, "group.withdrawn", GroupOffer.Kind.Key(stored.Value.Id).ToString())],
            },
        };
    }

    private MessageContent Figures(TurnFacts facts)
    {
        var figures = facts.List(GuardMonth.UnitsIn(Today(facts)))
            .Select(unit => (Name: facts.Directory.Unit(unit)?.Name ?? unit, Month: facts.Find(GuardMonth.Kind, GuardMonth.IdOf(unit, Today(facts)))?.Value))
            .Where(row => row.Month is not null)
            .Select(row => (row.Name, Month: row.Month!))
            .ToArray();
        return GroupGuardTexts.Figures(Today(facts), figures, rules.SmallCell);
    }

    private static DateTimeOffset NextOpening(TurnFacts facts, string unitId)
    {
        var hours = facts.Hours.ForUnit(facts.Directory, unitId);
        return hours.NextOpening(facts.Now).ToOffset(hours.Plan.Schedule.UtcOffset);
    }

    private static DateOnly Today(TurnFacts facts) => facts.Hours.Territory.LocalDate(facts.Now);

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
