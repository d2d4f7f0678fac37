using System.Text.Json.Nodes;
using OpsBot.Channels.BotFramework.References;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>A message in a channel's syntax.</summary>
/// <param name="Json">The activity.</param>
/// <param name="Menu">What it offers to press or type.</param>
internal sealed record RenderedActivity(JsonObject Json, OfferedMenu Menu);
