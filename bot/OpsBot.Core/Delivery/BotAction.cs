namespace OpsBot.Core.Delivery;

/// <summary>What a pressed button says to the bot.</summary>
/// <param name="Name">For example <c>case.verify</c>; the part before the dot names the dialog's domain.</param>
/// <param name="Args">Ids and form inputs; at most 32, each at most 4,000 characters.</param>
public sealed record BotAction(string Name, IReadOnlyDictionary<string, string> Args)
{
    /// <summary>An action with one argument, the usual case.</summary>
    public static BotAction On(string name, string id) => new(name, new Dictionary<string, string> { ["id"] = id });

    /// <summary>An action without arguments.</summary>
    public static BotAction Plain(string name) => new(name, new Dictionary<string, string>());

    /// <summary>The argument, or an empty string.</summary>
    public string this[string arg] => Args.TryGetValue(arg, out var value) ? value : "";
}
