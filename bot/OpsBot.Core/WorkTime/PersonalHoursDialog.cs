using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime;

/// <summary>
/// Lets a person see and narrow the own hours. Each command is complete in itself; nothing here names another person, so
/// nobody can touch another's hours.
/// </summary>
public sealed class PersonalHoursDialog : IDialog
{
    /// <inheritdoc/>
    public string Name => "personal-hours";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is null && PersonalHoursCommand.Read(facts.Message.Text) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts) => facts.Sender is { } sender
        ? new FactNeeds { Records = [PersonalQuiet.Kind.Key(sender.Id)] }
        : FactNeeds.None;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        if (facts.Sender is not { } sender) return Say(facts, PersonalHoursTexts.Unknown);
        var command = PersonalHoursCommand.Read(facts.Message.Text) ?? throw new InvalidOperationException("The message is not about the sender's hours.");
        var stored = facts.Find(PersonalQuiet.Kind, sender.Id);
        return command.Kind switch
        {
            PersonalHoursCommandKind.Set => Set(facts, sender, stored, command.Spans),
            PersonalHoursCommandKind.Cancel => Cancel(facts, sender, stored, command.Spans),
            PersonalHoursCommandKind.Show => Say(facts, PersonalHoursTexts.Own(Hours(facts, sender, stored?.Value), Spans(stored), facts.Now)),
            _ => Say(facts, PersonalHoursTexts.Unclear),
        };
    }

    private static IReadOnlyList<QuietSpan> Spans(Versioned<PersonalQuiet>? stored) => stored?.Value.Spans ?? [];

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);

    private TurnResult Set(TurnFacts facts, Person sender, Versioned<PersonalQuiet>? stored, IReadOnlyList<QuietSpan> added)
    {
        var wanted = Spans(stored).Concat(added).Distinct().OrderBy(span => span.From).ThenBy(span => span.Until).ToList();
        return facts.Hours.Refuse(facts.Hours.ForPerson(facts.Directory, sender.Id).Plan, wanted, facts.Now) is { } refusal
            ? Say(facts, PersonalHoursTexts.Refused(refusal, Spans(stored)))
            : Store(facts, sender, stored, wanted, "hours.narrowed");
    }

    private TurnResult Cancel(TurnFacts facts, Person sender, Versioned<PersonalQuiet>? stored, IReadOnlyList<QuietSpan> named)
    {
        var before = Spans(stored);
        if (before.Count == 0) return Say(facts, PersonalHoursTexts.NothingToCancel);
        if (named.Any(span => !before.Contains(span))) return Say(facts, PersonalHoursTexts.NotSet(before));
        var left = named.Count == 0 ? [] : before.Except(named).ToList();
        var restored = Store(facts, sender, stored, left, "hours.restored");
        // What waits because of the time taken back is planned anew; the gate is asked all the same.
        var walk = new Replan { Reason = "quiet-hours", PersonId = sender.Id, StartedAt = facts.Now };
        return restored with { Effects = restored.Effects.Plus(Replan.Start($"person/{sender.Id}/{facts.NewId("replan")}", walk)) };
    }

    private TurnResult Store(TurnFacts facts, Person sender, Versioned<PersonalQuiet>? stored, IReadOnlyList<QuietSpan> spans, string action)
    {
        var own = new PersonalQuiet { Spans = spans, Since = facts.Now };
        var key = PersonalQuiet.Kind.Key(sender.Id);
        return Say(facts, PersonalHoursTexts.Changed(Hours(facts, sender, own), spans, facts.Now)) with
        {
            Effects = new Effects
            {
                Records = [PersonalQuiet.Kind.Put(sender.Id, own, stored?.Version ?? 0)],
                Audit = [new AuditEntry(facts.Now, sender.Id, action, key.ToString())],
            },
        };
    }

    private QuietHours Hours(TurnFacts facts, Person sender, PersonalQuiet? own) => facts.Hours.ForPerson(facts.Directory, sender.Id, own, facts.Now);
}
