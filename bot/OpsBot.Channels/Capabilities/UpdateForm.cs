namespace OpsBot.Channels.Capabilities;

/// <summary>When the bot changes what it has sent.</summary>
internal enum UpdateForm
{
    /// <summary>Never.</summary>
    None,

    /// <summary>A card, once one of its buttons was pressed.</summary>
    WhenPressed,
}
