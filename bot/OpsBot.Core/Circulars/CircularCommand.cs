using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Circulars;

/// <summary>A command to the circular desk, from a button or from words; both mean the same.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Id">The circular; empty for lists, and when a button carries no readable id.</param>
/// <param name="Reason">Why it is returned.</param>
public sealed record CircularCommand(CircularCommandKind Kind, string Id = "", string Reason = "")
{
    /// <summary>First part of the desk's buttons.</summary>
    public const string Domain = "circular.";

    private static readonly Dictionary<string, CircularCommandKind> Buttons =
        Enum.GetValues<CircularCommandKind>().ToDictionary(kind => Domain + kind.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, CircularCommandKind> Words = new()
    {
        ["待我审批"] = CircularCommandKind.Pending,
        ["我的通知"] = CircularCommandKind.Mine,
    };

    private static readonly (string Verb, CircularCommandKind Kind)[] Verbs =
    [
        ("", CircularCommandKind.Show),
        ("查看", CircularCommandKind.Show),
        ("通过", CircularCommandKind.Approve),
        ("退回", CircularCommandKind.Return),
        ("进度", CircularCommandKind.Progress),
        ("撤回", CircularCommandKind.Recall),
    ];

    /// <summary>The button of a command.</summary>
    public static BotAction Button(CircularCommandKind kind, string id = "") =>
        BotAction.On(Domain + kind.ToString().ToLowerInvariant(), id);

    /// <summary>Reads the message; null when it is not for the desk.</summary>
    public static CircularCommand? Read(InboundMessage message)
    {
        if (message.Action is { } action)
            return Buttons.TryGetValue(action.Name, out var pressed)
                ? new CircularCommand(pressed, CircularId.Read(action["id"], out _) ?? "", action["reason"].Trim())
                : null;
        if (Words.TryGetValue(message.Text, out var listed))
            return new CircularCommand(listed);
        foreach (var (verb, kind) in Verbs)
            if (message.Text.StartsWith(verb, StringComparison.Ordinal) && CircularId.Read(message.Text[verb.Length..], out var rest) is { } id
                && (rest.Length == 0 || kind == CircularCommandKind.Return))
                return new CircularCommand(kind, id, rest);
        return null;
    }
}
