using System.Text.Json.Nodes;
using OpsBot.Channels.Rendering;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>A message in the best form that fits.</summary>
internal sealed record Rendered
{
    /// <summary>The words, whole, with the answers one can type; never empty.</summary>
    public required string Text { get; init; }

    /// <summary>A card with buttons; null where it does not fit.</summary>
    public JsonObject? Card { get; init; }

    /// <summary>The words as Markdown; null where Markdown could change them or is not shown.</summary>
    public string? Markdown { get; init; }

    /// <summary>What can be pressed or typed, in the order of the numbers.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>The options can be typed by number.</summary>
    public bool Numbered { get; init; }
}
