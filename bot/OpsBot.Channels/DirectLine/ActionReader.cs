using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>Reads what a pressed button of a card carries: its action's name and arguments, with the form's inputs among them.</summary>
internal static class ActionReader
{
    private const int MaxArgs = 32;
    private const int MaxArgLength = 4000;
    private const int MaxNameLength = 100;

    /// <summary>False when there are too many or too long arguments, or some that are no text. No button at all is null and true.</summary>
    /// <param name="value">The activity's value.</param>
    /// <param name="action">What was pressed.</param>
    /// <param name="verb">The name of the action when the value itself has none.</param>
    public static bool TryRead(JsonNode? value, out BotAction? action, string? verb = null)
    {
        action = null;
        if (value is not JsonObject form || (form.Text("action") ?? verb) is not { } name)
            return true;
        if (name.Length > MaxNameLength || form.Count > MaxArgs + 1)
            return false;
        var args = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, node) in form)
        {
            if (field == "action" || node is null)
                continue;
            if (field.Length > MaxNameLength || Scalar(node) is not { Length: <= MaxArgLength } arg)
                return false;
            args[field] = arg;
        }
        action = new BotAction(name, args);
        return true;
    }

    private static string? Scalar(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => null,
    };
}
