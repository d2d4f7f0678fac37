using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>Turns a confirmed draft into a case: all of it in one result, so in one commit.</summary>
internal sealed class IntakeFiling(Taxonomy taxonomy, ReceiptKeys keys)
{
    // Four random digits and the day: two cases of a day share a number once in a million pairs. The spare ones are then used.
    private const int Candidates = 3;

    /// <summary>Case numbers that this turn may give, best first.</summary>
    public static IEnumerable<string> CandidateIds(TurnFacts facts)
    {
        var local = facts.Now.ToOffset(facts.Hours.Territory.Plan.Schedule.UtcOffset);
        return Enumerable.Range(0, Candidates).Select(n => $"{local:MMdd}-{facts.NewId($"case/{n}", 4)}");
    }

    /// <summary>The filing, or null when all candidate numbers are taken (the person may press again).</summary>
    public TurnResult? File(TurnFacts facts, IntakeDraft draft)
    {
        if (draft.Tier == ProtectionTier.Anonymous && !facts.Message.IsAnonymous)
            throw new InvalidOperationException("A report without a name is not filed from an account.");
        if (CandidateIds(facts).FirstOrDefault(id => facts.Find(Case.Kind, id) is null) is not { } caseId)
            return null;
        var receipt = ReceiptCode.Draw(facts.Entropy);
        var filed = new Case
        {
            Id = caseId,
            Tier = draft.Tier!.Value,
            CategoryId = draft.CategoryId!,
            UnitText = Given(draft.UnitText),
            UnitId = draft.UnitId,
            Mentions = CaseMentions.Find(facts.Directory, Given(draft.UnitText), draft.UnitId, draft.What, Given(draft.WhenText), Given(draft.Evidence)),
            WhenText = Given(draft.WhenText),
            ClauseId = draft.ClauseId,
            FiledAt = facts.Now,
        };
        var effects = new Effects
        {
            Records =
            [
                Case.Kind.Put(caseId, filed, 0),
                SealedOriginal.Kind.Put(caseId, Seal(facts, draft), 0),
                ReceiptEntry.Kind.Put(keys.IdOf(ReceiptCode.Find(receipt)!), new ReceiptEntry { CaseId = caseId }, 0),
            ],
            Indexes = [new IndexWrite(Case.OpenIndex, caseId, facts.Now)],
            Outbox = [.. CaseMessages.Filed(filed, taxonomy, facts.Directory, facts.Now, facts.NewId)],
            // Who reported is not the audit's to know.
            Audit = [new AuditEntry(facts.Now, "reporter", "case.filed", Case.Kind.Key(caseId).ToString())],
        };
        var hours = facts.Hours.Territory;
        var seenAt = hours.NextOpening(facts.Now);
        return new TurnResult(facts.Conversation.Closed(), [ComplaintTexts.Filed(receipt, filed.Tier, seenAt > facts.Now ? seenAt : null, hours, CaseAuthority.SupervisorsOf(facts.Directory, filed).Count > 0)])
        {
            Effects = effects,
        };
    }

    private static SealedOriginal Seal(TurnFacts facts, IntakeDraft draft)
    {
        var words = new SealedOriginal { What = draft.What!, Evidence = Given(draft.Evidence) };
        return draft.Tier == ProtectionTier.Anonymous
            ? words
            : words with { PersonId = facts.Sender?.Id, ReplyAddress = facts.Message.ReplyAddress };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
