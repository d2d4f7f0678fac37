using OpsBot.Channels.BotFramework.References;

namespace OpsBot.Channels.BotFramework.Rendering;

/// <summary>A message in a channel's syntax.</summary>
/// <param name="Json">The activity, as it is sent.</param>
/// <param name="Menu">What it offers to press or type.</param>
internal sealed record RenderedActivity(ReadOnlyMemory<byte> Json, OfferedMenu Menu);
