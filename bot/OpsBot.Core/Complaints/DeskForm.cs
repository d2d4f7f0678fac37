using System.Text.RegularExpressions;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>Asks for the fields of the office's commands and reads the answers.</summary>
internal static partial class DeskForm
{
    private const int MostOptions = 40;

    /// <summary>The question for the open field.</summary>
    public static MessageContent Ask(DeskDraft draft, Case subject, CaseContext context) => draft.Field switch
    {
        DeskField.Sheet => CaseTexts.AskSheet(subject, context),
        DeskField.Reason when draft.Verb == DeskVerb.Return => CaseTexts.AskReturn(subject.Id, draft.Leg ?? LegKind.Territory, context.Rules),
        DeskField.Reason => CaseTexts.AskReason,
        DeskField.Unit => CaseTexts.AskUnit,
        DeskField.Territory => DispatchTexts.AskTerritory(subject, context, Territories(subject, context), Departments(subject, context)),
        DeskField.Industry => DispatchTexts.AskIndustry(context, Departments(subject, context)),
        DeskField.Days => DispatchTexts.AskDays(context.Rules, draft.Verb == DeskVerb.Dispatch ? 3 : 0),
        DeskField.Quality => DispatchTexts.AskQuality,
        DeskField.Feedback => DispatchTexts.AskFeedbackStandard,
        DeskField.Agreed => DispatchTexts.DispatchSummary(subject, context, draft.ToOrder()),
        DeskField.Text => CaseTexts.AskFeedback(subject, context),
        DeskField.Mark => MentionTexts.Ask(subject, context.Directory),
        _ => CaseTexts.WordingWarning,
    };

    /// <summary>The answer as kept, or what is wrong with it.</summary>
    public static (string? Value, MessageContent? Problem) Take(DeskField field, string typed, Case subject, CaseContext context)
    {
        var text = typed.Trim();
        return field switch
        {
            DeskField.Sheet => (text == CaseTexts.UseDraft ? CaseTexts.SheetDraft(subject, context) : text, null),
            DeskField.Text => (text == CaseTexts.UseDraft ? CaseTexts.FeedbackDraft(subject, context) : text, null),
            DeskField.Unit or DeskField.Territory or DeskField.Industry => TakeUnit(text, context),
            DeskField.Days => TakeDays(text, context),
            DeskField.Agreed => text is CaseTexts.ConfirmDispatch or "确认" ? ("yes", null) : (null, CaseTexts.ConfirmUnclear),
            DeskField.Wording => text == CaseTexts.ConfirmWording ? ("yes", null) : (null, CaseTexts.WordingWarning),
            _ => (text, null),
        };
    }

    /// <summary>Reads the inputs of a form; fields left empty stay without an answer and are refused by the policy.</summary>
    public static DeskDraft Fill(DeskDraft draft, BotAction form, CaseContext context)
    {
        foreach (var field in DeskDraft.FieldsOf(draft.Verb))
        {
            var value = field == DeskField.Agreed ? "yes" : form[field.ToString().ToLowerInvariant()].Trim();
            if (value.Length == 0)
                continue;
            // An input that cannot be read is kept as typed, so that the policy names it.
            draft = draft.With(field, field switch
            {
                DeskField.Territory or DeskField.Industry or DeskField.Unit => TakeUnit(value, context).Value ?? value,
                DeskField.Days => TakeDays(value, context).Value ?? value,
                _ => value,
            });
        }
        return draft;
    }

    /// <summary>Units that may take the territory leg, the nearest above the unit complained about first.</summary>
    public static IReadOnlyList<Unit> Territories(Case subject, CaseContext context)
    {
        var above = CaseAuthority.LevelUp(context.Directory, subject);
        return [.. Possible(subject, context, u => u.Kind is UnitKind.City or UnitKind.County or UnitKind.Township).OrderBy(u => u.Id == above?.Id ? 0 : 1).Take(MostOptions)];
    }

    /// <summary>Departments that may take the industry leg, those of the category's hint first.</summary>
    public static IReadOnlyList<Unit> Departments(Case subject, CaseContext context)
    {
        var cues = context.Taxonomy.Find(subject.CategoryId)?.IndustryCues ?? [];
        return [.. Possible(subject, context, u => u.Kind == UnitKind.Department).OrderBy(u => Rank(cues, u.Name)).Take(MostOptions)];
    }

    private static IEnumerable<Unit> Possible(Case subject, CaseContext context, Func<Unit, bool> fits) =>
        context.Directory.Units.Where(u => fits(u) && !CaseAuthority.IsInConflict(context.Directory, subject, u.Id) && context.Directory.InUnit(u.Id, Role.Handler).Any());

    private static int Rank(IReadOnlyList<string> cues, string name)
    {
        for (var i = 0; i < cues.Count; i++)
            if (name.Contains(cues[i], StringComparison.Ordinal))
                return i;
        return cues.Count;
    }

    private static (string? Value, MessageContent? Problem) TakeUnit(string text, CaseContext context)
    {
        var found = UnitMatcher.Match(context.Directory, text);
        return found.Count switch
        {
            1 => (found[0].Id, null),
            0 => (null, CaseTexts.Fault(new CaseFault(CaseRefusal.UnknownUnit, text))),
            _ => (null, ComplaintTexts.WhichUnit([.. found.Select(u => UnitMatcher.TitleOf(context.Directory, u))])),
        };
    }

    private static (string? Value, MessageContent? Problem) TakeDays(string text, CaseContext context)
    {
        var match = DayCount().Match(text);
        return match.Success && int.TryParse(match.Groups["n"].Value, out var days) && days >= 1 && days <= context.Rules.MaxWorkingDays
            ? ($"{days}", null)
            : (null, CaseTexts.Fault(new CaseFault(CaseRefusal.LimitMissing, $"{context.Rules.MaxWorkingDays}")));
    }

    [GeneratedRegex(@"^(?<n>[0-9]{1,3})\s*(个?工作日|天|日)?[。]?$")]
    private static partial Regex DayCount();
}
