namespace OpsBot.Channels.Capabilities;

/// <summary>To whom the bot can speak first.</summary>
internal enum ProactiveRule
{
    /// <summary>To those who have opened a conversation with it.</summary>
    AfterContact,

    /// <summary>To everybody whom the organisation lets the application see.</summary>
    Members,
}
