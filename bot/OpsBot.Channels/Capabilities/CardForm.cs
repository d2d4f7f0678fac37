namespace OpsBot.Channels.Capabilities;

/// <summary>What a channel's cards can hold.</summary>
internal enum CardForm
{
    /// <summary>No cards.</summary>
    None,

    /// <summary>Words and buttons.</summary>
    Buttons,

    /// <summary>Fields to fill in as well.</summary>
    Forms,
}
