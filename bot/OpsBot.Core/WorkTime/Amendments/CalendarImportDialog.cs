using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.WorkTime.Amendments;

/// <summary>An admin gives a paper's table, sees each day that would change, and says yes. Nothing is written before that.</summary>
public sealed class CalendarImportDialog : IDialog
{
    /// <inheritdoc/>
    public string Name => "calendar-import";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is null && facts.Message.Text.StartsWith(CalendarTexts.ImportWord, StringComparison.Ordinal);

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts) => MayImport(facts) ? new FactNeeds { Records = CalendarImport.Keys } : FactNeeds.None;

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var draft = facts.Conversation.DraftOf<CalendarImportDraft>(Name);
        if (!MayImport(facts))
            return new TurnResult(draft is null ? facts.Conversation : facts.Conversation.Closed(), [CalendarTexts.OnlyAdmins]);
        var text = facts.Message.Text.Trim();
        if (Claims(facts))
            text = text[CalendarTexts.ImportWord.Length..].Trim(' ', '\n', '\r', '：', ':');
        if (CalendarTexts.LeaveWords.Contains(text))
            return new TurnResult(facts.Conversation.Closed(), [CalendarTexts.NothingImported]);
        if (text.StartsWith('{'))
            return Look(facts, text);
        if (draft?.Json is null)
            return new TurnResult(facts.Conversation.With(Name, new CalendarImportDraft()), [CalendarTexts.AskTable]);
        return text == CalendarTexts.ConfirmWord ? Confirm(facts, draft, draft.Json) : Look(facts, draft.Json);
    }

    private TurnResult Look(TurnFacts facts, string json)
    {
        var read = CalendarAmendment.Read(json, facts.Edition, Today(facts));
        return read.Value is { } amendment
            ? new TurnResult(facts.Conversation.With(Name, new CalendarImportDraft(json, facts.Edition.Number)), [CalendarTexts.Confirm(amendment, Today(facts))])
            : new TurnResult(facts.Conversation.With(Name, new CalendarImportDraft()), [CalendarTexts.Refused(read.Faults)]);
    }

    private TurnResult Confirm(TurnFacts facts, CalendarImportDraft draft, string json)
    {
        if (draft.Edition != facts.Edition.Number)
            return Look(facts, json);
        var read = CalendarAmendment.Read(json, facts.Edition, Today(facts));
        var stored = CalendarImport.Keys.Select(key => facts.Records.GetValueOrDefault(key)).OfType<StoredRecord>().ToArray();
        if (read.Value is not { } amendment || CalendarImport.Write(amendment, json, facts.Edition, stored, facts.Sender!.Id, facts.Now) is not { } effects)
            return Look(facts, json);
        return new TurnResult(facts.Conversation.Closed(), [CalendarTexts.Imported(amendment)]) { Effects = effects };
    }

    private static bool MayImport(TurnFacts facts) => facts.Sender?.Is(Role.Admin) == true;

    private static DateOnly Today(TurnFacts facts) => facts.Hours.Territory.LocalDate(facts.Now);
}
