namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>What a callback asks of the bot.</summary>
internal enum CallbackKind
{
    /// <summary>Somebody typed something, or chose it in the menu.</summary>
    Text,

    /// <summary>Somebody opened the application.</summary>
    Greeting,

    /// <summary>Somebody pressed a button of a card.</summary>
    Press,

    /// <summary>A picture, a voice, a file: told that only text is read.</summary>
    Unreadable,

    /// <summary>Nothing to do.</summary>
    Ignored,
}
