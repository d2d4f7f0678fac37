using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Rendering;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>A button in the key that WeCom gives back when it is pressed: <c>{"t":title,"a":action,"x":{…}}</c>.</summary>
internal static class ButtonKey
{
    /// <summary>Longest key, in bytes.</summary>
    public const int MaxBytes = 1024;

    private const int MaxArgs = 32;

    /// <summary>The key, or null when the button does not fit into one.</summary>
    public static string? Write(Option option)
    {
        var key = new JsonObject { ["t"] = option.Title };
        if (option.Action is { } action)
        {
            key["a"] = action.Name;
            if (action.Args.Count > 0)
                key["x"] = new JsonObject(action.Args.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));
        }
        var text = key.ToJsonString(WireJson.Options);
        return Encoding.UTF8.GetByteCount(text) <= MaxBytes ? text : null;
    }

    /// <summary>The button, or null when it is not one of ours.</summary>
    public static Option? Read(string? key)
    {
        if (key is null || key.Length > MaxBytes || WireJson.ReadObject(Encoding.UTF8.GetBytes(key)) is not { } body || body.Text("t") is not { } title)
            return null;
        if (body.Text("a") is not { } name)
            return new Option(title, null);
        var args = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body["x"] is JsonObject given)
            foreach (var (field, _) in given.Take(MaxArgs))
                if (given[field] is JsonValue value && value.TryGetValue(out string? text))
                    args[field] = text;
        return new Option(title, new BotAction(name, args));
    }
}
