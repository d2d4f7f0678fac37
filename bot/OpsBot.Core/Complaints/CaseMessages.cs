using System.Globalization;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>
/// The messages about a case. None to a unit carries the original. Each has a subject, so that those not yet sent can be
/// withdrawn once they are no longer true.
/// </summary>
internal static class CaseMessages
{
    private const int IdLength = 26;

    /// <summary>About the case as a whole, for the office.</summary>
    public static string Subject(string caseId) => $"case:{caseId}";

    /// <summary>About one leg.</summary>
    public static string LegSubject(string caseId, LegKind leg) => $"case:{caseId}/leg:{Number(leg)}";

    /// <summary>What <see cref="LegSubject"/> names, or null.</summary>
    public static (string CaseId, LegKind Leg)? LegOf(string? subject)
    {
        const string prefix = "case:", mark = "/leg:";
        if (subject is null || !subject.StartsWith(prefix, StringComparison.Ordinal) || subject.IndexOf(mark, StringComparison.Ordinal) is not (> 0 and var at))
            return null;
        var found = Enum.GetValues<LegKind>().Where(k => subject[(at + mark.Length)..] == Number(k).ToString(CultureInfo.InvariantCulture)).ToArray();
        return found.Length == 1 ? (subject[prefix.Length..at], found[0]) : null;
    }

    /// <summary>A leg's report that waits for the office.</summary>
    public static string ReviewSubject(string caseId, LegKind leg) => $"case:{caseId}/review:{Number(leg)}";

    /// <summary>The feedback to the reporter.</summary>
    public static string FeedbackSubject(string caseId) => $"case:{caseId}/feedback";

    /// <summary>The case number in <see cref="FeedbackSubject"/>, or null.</summary>
    public static string? CaseOfFeedback(string? subject) =>
        subject is not null && subject.StartsWith("case:", StringComparison.Ordinal) && subject.EndsWith("/feedback", StringComparison.Ordinal)
            ? subject["case:".Length..^"/feedback".Length]
            : null;

    /// <summary>All subjects but the feedback's.</summary>
    public static string[] AllSubjects(Case subject) =>
        [Subject(subject.Id), .. subject.Legs.SelectMany(l => new[] { LegSubject(subject.Id, l.Kind), ReviewSubject(subject.Id, l.Kind) })];

    /// <summary>A new case, to the office.</summary>
    public static IEnumerable<OutboundMessage> Filed(Case filed, Taxonomy taxonomy, DirectorySnapshot directory, DateTimeOffset now, Func<string, int, string> newId) =>
        CaseAuthority.SupervisorsOf(directory, filed).Select(p => To(p, MessageClass.Assignment, CaseTexts.NewCase(filed, taxonomy), Subject(filed.Id), now, newId("filed/" + p.Id, IdLength)));

    /// <summary>A leg, to its unit's handlers.</summary>
    public static IEnumerable<OutboundMessage> Assigned(CaseContext context, Case dispatched, Leg leg) =>
        ToHandlers(context, dispatched, leg, MessageClass.Assignment, LegTexts.LegAssigned(dispatched, leg, context), "assigned");

    /// <summary>A returned leg, to its unit's handlers.</summary>
    public static IEnumerable<OutboundMessage> Returned(CaseContext context, Case subject, Leg leg) =>
        ToHandlers(context, subject, leg, MessageClass.Assignment, LegTexts.LegReturned(subject, leg, context), "returned");

    /// <summary>
    /// A reminder; pointless once the due instant has passed. It names one who may work on the case, who is told if it expires
    /// unsent: whoever else is in the office may be whom the case is about.
    /// </summary>
    public static IEnumerable<OutboundMessage> Reminder(CaseContext context, Case subject, Leg leg) =>
        ToHandlers(context, subject, leg, MessageClass.Reminder, LegTexts.LegReminder(subject, leg, context), "remind")
            .Select(m => m with { SenderId = CaseAuthority.SupervisorsOf(context.Directory, subject) is [var office, ..] ? office.Id : null, ExpiresAt = leg.DueAt, DedupKey = $"{m.Subject}/remind/{leg.Reminders}/{leg.DueAt.ToUnixTimeMilliseconds()}" });

    /// <summary>
    /// A leg whose limit moved with the calendar, to its unit's handlers; when it had been missed, also to those whom the
    /// escalation had told. An assignment that nobody has taken on stays one.
    /// </summary>
    public static IEnumerable<OutboundMessage> Replanned(CaseContext context, Case subject, Leg leg, DateTimeOffset before, bool wasMissed)
    {
        var @class = leg.Status == LegStatus.Accepted ? MessageClass.Digest : MessageClass.Assignment;
        var handlers = ToHandlers(context, subject, leg, @class, LegTexts.LegReplanned(subject, leg, before, context), $"replanned/{subject.Id}");
        return !wasMissed ? handlers : handlers.Concat(Rung(context, subject, leg).Select(p => To(
            p, MessageClass.Digest, CaseTexts.LegReopened(subject, leg, before, context), LegSubject(subject.Id, leg.Kind), context.Now,
            context.NewId($"reopened/{subject.Id}/{leg.Kind}/{p.Id}", IdLength))));
    }

    /// <summary>An overdue leg, one rung up.</summary>
    public static IEnumerable<OutboundMessage> Escalation(CaseContext context, Case subject, Leg leg) =>
        Rung(context, subject, leg)
            .Select(p => To(p, MessageClass.Escalation, CaseTexts.LegOverdue(subject, leg, context), LegSubject(subject.Id, leg.Kind), context.Now, context.NewId($"escalate/{leg.Kind}/{p.Id}", IdLength)));

    /// <summary>A report, to the office.</summary>
    public static IEnumerable<OutboundMessage> Reported(CaseContext context, Case subject, Leg leg) =>
        CaseAuthority.SupervisorsOf(context.Directory, subject)
            .Select(p => To(p, MessageClass.Assignment, CaseTexts.LegReported(subject, leg, context), ReviewSubject(subject.Id, leg.Kind), context.Now, context.NewId($"reported/{leg.Kind}/{p.Id}", IdLength)));

    /// <summary>What the reporter is told; it answers the reporter's own act. Null when nobody is known to tell.</summary>
    public static OutboundMessage? ToReporter(CaseContext context, Case subject, SealedOriginal? original, string text, string? onDelivered) =>
        original is null || (original.PersonId is null && original.ReplyAddress is null)
            ? null
            : new OutboundMessage
            {
                Id = context.NewId("feedback", IdLength),
                Class = MessageClass.Receipt,
                PersonId = original.PersonId,
                Address = original.ReplyAddress,
                Content = text,
                Subject = FeedbackSubject(subject.Id),
                OnDelivered = onDelivered,
                CreatedAt = context.Now,
            };

    private static IEnumerable<Person> Rung(CaseContext context, Case subject, Leg leg)
    {
        var supervisors = context.Rules.EscalateTo.Contains(Role.Supervisor) ? CaseAuthority.SupervisorsOf(context.Directory, subject) : [];
        var leaders = context.Rules.EscalateTo.Contains(Role.Leader) ? CaseAuthority.PeopleOf(context.Directory, subject, leg, Role.Leader) : [];
        return supervisors.Concat(leaders).DistinctBy(p => p.Id);
    }

    private static IEnumerable<OutboundMessage> ToHandlers(CaseContext context, Case subject, Leg leg, MessageClass @class, MessageContent content, string purpose) =>
        CaseAuthority.PeopleOf(context.Directory, subject, leg, Role.Handler)
            .Select(p => To(p, @class, content, LegSubject(subject.Id, leg.Kind), context.Now, context.NewId($"{purpose}/{leg.Kind}/{p.Id}", IdLength)) with { SenderUnitId = context.Actor?.UnitId, SenderId = context.Actor?.Id });

    private static OutboundMessage To(Person person, MessageClass @class, MessageContent content, string subject, DateTimeOffset now, string id) => new()
    {
        Id = id,
        Class = @class,
        PersonId = person.Id,
        Content = content,
        Subject = subject,
        CreatedAt = now,
    };

    private static int Number(LegKind leg) => (int)leg + 1;
}
