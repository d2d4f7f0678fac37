using OpsBot.Core.Circulars;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Overrides;

/// <summary>A command to the override desk, from a button or from words; both mean the same.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Id">The override, or the circular of a request, or the month.</param>
/// <param name="Terms">What was typed behind the circular's id.</param>
public sealed record OverrideCommand(OverrideCommandKind Kind, string Id = "", string Terms = "")
{
    /// <summary>First part of the desk's buttons.</summary>
    public const string Domain = "override.";

    private const string Word = "加急";
    private const string MonthWord = "加急统计";

    private static readonly Dictionary<string, OverrideCommandKind> Buttons =
        Enum.GetValues<OverrideCommandKind>().ToDictionary(kind => Domain + kind.ToString().ToLowerInvariant());

    private static readonly (string Verb, OverrideCommandKind Kind)[] Verbs =
    [
        ("", OverrideCommandKind.Show),
        ("查看", OverrideCommandKind.Show),
        ("通过", OverrideCommandKind.Approve),
        ("驳回", OverrideCommandKind.Reject),
        ("退回", OverrideCommandKind.Reject),
        ("停止加急", OverrideCommandKind.Revoke),
    ];

    /// <summary>The button of a command.</summary>
    public static BotAction Button(OverrideCommandKind kind, string id = "") => BotAction.On(Domain + kind.ToString().ToLowerInvariant(), id);

    /// <summary>Reads the message; null when it is not for the desk.</summary>
    public static OverrideCommand? Read(InboundMessage message)
    {
        if (message.Action is { } action)
            return Buttons.TryGetValue(action.Name, out var pressed)
                ? new OverrideCommand(pressed, pressed == OverrideCommandKind.Request ? CircularId.Read(action["id"], out _) ?? "" : OverrideId.Read(action["id"], out _) ?? action["id"].Trim())
                : null;
        var text = message.Text.Trim();
        if (text is Word)
            return new OverrideCommand(OverrideCommandKind.Help);
        if (text is "待批加急")
            return new OverrideCommand(OverrideCommandKind.Pending);
        if (text.StartsWith(MonthWord, StringComparison.Ordinal) && IsMonth(text[MonthWord.Length..].Trim()))
            return new OverrideCommand(OverrideCommandKind.Month, text[MonthWord.Length..].Trim());
        if (text.StartsWith(Word, StringComparison.Ordinal) && CircularId.Read(text[Word.Length..], out var terms) is { } circular)
            return new OverrideCommand(OverrideCommandKind.Request, circular, terms);
        foreach (var (verb, kind) in Verbs)
            if (text.StartsWith(verb, StringComparison.Ordinal) && OverrideId.Read(text[verb.Length..], out var rest) is { } id && (rest.Length == 0 || kind == OverrideCommandKind.Reject))
                return new OverrideCommand(kind, id);
        return null;
    }

    private static bool IsMonth(string text) =>
        text.Length == 0 || (text.Length == 7 && text[4] == '-' && text.Where((_, i) => i != 4).All(char.IsAsciiDigit));
}
