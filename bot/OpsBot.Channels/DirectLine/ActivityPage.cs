namespace OpsBot.Channels.DirectLine;

/// <summary>Some activities of a conversation.</summary>
/// <param name="Json">The activity set as clients read it.</param>
/// <param name="Count">How many activities are in it.</param>
/// <param name="Last">The number of the last one; the client's next watermark.</param>
internal sealed record ActivityPage(byte[] Json, int Count, long Last);
