using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>
/// Takes what was told out of conversation, log, outbox and uploads. A report without a name is never filed from an account:
/// the log, the draft and the once-key of the turn, and the history of one commit, would lead from the case to the person.
/// </summary>
internal sealed class IntakeErasure(PublicForm form)
{
    /// <summary>Files that were sent while the draft was open; they must be seen to be deleted.</summary>
    public static IEnumerable<RecordKey> FilesOf(TurnFacts facts) =>
        (facts.Conversation.Trail?.Files ?? []).Concat(facts.Message.FileIds).Distinct().Select(UploadedFile.Kind.Key);

    /// <summary>No case: the draft is deleted, and the person is told where to go without an account. Also this turn's words are not kept.</summary>
    public TurnResult Elsewhere(TurnFacts facts)
    {
        var hadWords = facts.Conversation is { Dialog: not null } or { Spoken.Count: > 0 };
        return WithoutTraces(
            new TurnResult(facts.Conversation.Closed() with { LastQuestion = null }, [AnonymityTexts.NotFromAnAccount(form.Address, hadWords)])
            {
                KeepsNoWords = true,
                Effects = new Effects { Dues = [ChoiceExpiryHandler.DueOf(facts)] },
            },
            facts);
    }

    /// <summary>With every place gone where the story may have been told, also before the dialog was opened.</summary>
    public static TurnResult WithoutTraces(TurnResult result, TurnFacts facts) => result with
    {
        Conversation = result.Conversation with { Spoken = [] },
        Effects = result.Effects.Plus(Words(facts, facts.Conversation.Spoken)),
    };

    /// <summary>The draft is thrown away, and so is what was said about it.</summary>
    public static TurnResult Cancelled(TurnFacts facts) =>
        new(facts.Conversation.Closed(), [ComplaintTexts.Cancelled]) { Effects = Words(facts, []) };

    /// <summary>
    /// Deletions of all that was told. A visit's log goes as soon as its report is filed: nobody is known there, but who later
    /// gets at the visit's page or its log must not find story and case side by side. The instant of filing stays exact: the
    /// office is told at that very instant anyway, and of a visitor neither account nor network address is kept.
    /// </summary>
    private static Effects Words(TurnFacts facts, IReadOnlyList<string> spoken)
    {
        var log = facts.Message.Log?.ConversationId;
        // A draft that an earlier version stored names nothing.
        var trail = facts.Conversation.Trail ?? (facts.Conversation.Dialog is null ? new DialogTrail() : DialogTrail.Unknown);
        if (spoken.Count > 0)
            trail = trail.With(spoken, []);
        return new Effects
        {
            Erasures = trail.Erased(log),
            Records = [.. FilesOf(facts).Where(facts.Records.ContainsKey).Select(key => new RecordWrite(key, facts.Records[key].Version, null))],
            Dues = [LogCompaction.DueAfter(facts.Now)],
        };
    }
}
