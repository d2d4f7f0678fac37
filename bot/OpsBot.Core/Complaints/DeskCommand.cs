using System.Text.RegularExpressions;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>A command of the office, typed or pressed.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="CaseId">Which case; null: not said.</param>
/// <param name="Leg">Which leg, where it matters and was said.</param>
/// <param name="Rest">Words after the command.</param>
internal sealed partial record DeskCommand(DeskVerb Verb, string? CaseId, LegKind? Leg = null, string Rest = "")
{
    private static readonly (string Word, DeskVerb Verb)[] Words =
    [
        ("查看原话", DeskVerb.Original), ("查看", DeskVerb.Show), ("认定单位", DeskVerb.Unit), ("核实", DeskVerb.Verify),
        ("不予受理", DeskVerb.Decline), ("交办", DeskVerb.Dispatch), ("同意", DeskVerb.Approve), ("退回", DeskVerb.Return),
        ("反馈", DeskVerb.Feedback), ("标记", DeskVerb.Mark), (MentionTexts.NobodyNamed, DeskVerb.Nobody),
    ];

    /// <summary>The command in a text or button, or null.</summary>
    public static DeskCommand? Read(string text, BotAction? action)
    {
        if (action is not null)
            return FromButton(action);
        var typed = text.Trim();
        if (ListWords().IsMatch(typed))
            return new DeskCommand(DeskVerb.List, null);
        var (word, verb) = Words.FirstOrDefault(w => typed.StartsWith(w.Word, StringComparison.Ordinal));
        if (word is null)
            return null;
        var rest = typed[word.Length..];
        if (rest.Length == 0)
            return new DeskCommand(verb, null);
        if (CaseNumber.Find(rest) is not { } caseId)
            return null;
        rest = CaseNumber.Without(rest);
        var leg = LegIn(rest);
        return new DeskCommand(verb, caseId, leg, leg is null ? rest : rest[2..].Trim(' ', '：', ':', '，', ','));
    }

    /// <summary>The leg named at the start of a text, or null.</summary>
    public static LegKind? LegIn(string text) =>
        text.StartsWith("属地", StringComparison.Ordinal) ? LegKind.Territory
        : text.StartsWith("行业", StringComparison.Ordinal) ? LegKind.Industry
        : null;

    private static DeskCommand? FromButton(BotAction action)
    {
        DeskVerb? verb = action.Name switch
        {
            "case.list" => DeskVerb.List,
            "case.show" => DeskVerb.Show,
            "case.original" => DeskVerb.Original,
            "case.unit" => DeskVerb.Unit,
            "case.verify" => DeskVerb.Verify,
            "case.decline" => DeskVerb.Decline,
            "case.dispatch" => DeskVerb.Dispatch,
            "case.approve" => DeskVerb.Approve,
            "case.return" => DeskVerb.Return,
            "case.feedback" => DeskVerb.Feedback,
            "case.mark" => DeskVerb.Mark,
            "case.nobody" => DeskVerb.Nobody,
            _ => null,
        };
        return verb is { } known ? new DeskCommand(known, CaseNumber.Find(action["id"]), LegIn(action["leg"]), known == DeskVerb.Mark ? action["mark"].Trim() : "") : null;
    }

    [GeneratedRegex("^(待办|待办案件|案件|案件列表|案件清单)$")]
    private static partial Regex ListWords();
}
