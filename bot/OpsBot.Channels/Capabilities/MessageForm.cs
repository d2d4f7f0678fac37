namespace OpsBot.Channels.Capabilities;

/// <summary>How a message is written. Every message can be a text; the others are better where they are possible.</summary>
internal enum MessageForm
{
    /// <summary>Words, with numbered answers.</summary>
    Text,

    /// <summary>The same in Markdown.</summary>
    Markdown,

    /// <summary>A card with buttons.</summary>
    Card,
}
