using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>The part of the office's desk that marks names.</summary>
internal static class MentionDesk
{
    /// <summary>The draft that takes the answers "被反映" and "仅提及" of a case.</summary>
    public static DeskDraft Draft(string caseId) => new() { Verb = DeskVerb.Mark, CaseId = caseId, Field = DeskField.Mark };

    /// <summary>What comes of the office's words; a refusal leaves the question open.</summary>
    /// <returns>What to say, what to write, and whether something is still to be marked.</returns>
    public static (MessageContent Reply, Effects Effects, bool IsOpen) Take(CaseContext context, Versioned<Case> stored, SealedOriginal? original, string text)
    {
        if (text.Length == 0)
            return (MentionTexts.Ask(stored.Value, context.Directory), Effects.None, true);
        if (MarkOrder.Read(text, stored.Value, context.Directory) is not { } order)
            return (Under(MentionTexts.Unclear, stored.Value, context), Effects.None, true);
        return MentionPolicy.Mark(context, stored, original, order) switch
        {
            CaseOutcome.Refused { Faults: [{ Reason: CaseRefusal.WrongStage or CaseRefusal.NotSupervisor }, ..] } refused => (CaseTexts.Refused(refused), Effects.None, false),
            CaseOutcome.Refused refused => (Under(CaseTexts.Refused(refused).Text, stored.Value, context), Effects.None, true),
            CaseOutcome.Done done => Done(context, order, done),
            _ => throw new InvalidOperationException("A mark is done or refused."),
        };
    }

    private static (MessageContent, Effects, bool) Done(CaseContext context, MarkOrder order, CaseOutcome.Done done)
    {
        var marked = MentionTexts.Marked(order, done.Case, context.Directory);
        if (!CaseAuthority.MaySupervise(context.Directory, context.Actor, done.Case))
            return (MentionTexts.HandedOver(marked, CaseAuthority.SupervisorsOf(context.Directory, done.Case).Count > 0), done.Effects, false);
        return CaseMentions.IsSettled(done.Case)
            ? (MentionTexts.Settled(marked, done.Case), done.Effects, false)
            : (Under(marked, done.Case, context), done.Effects, true);
    }

    private static MessageContent Under(string note, Case subject, CaseContext context) =>
        MentionTexts.Ask(subject, context.Directory) is var ask ? ask with { Text = note + "\n" + ask.Text } : ask;
}
