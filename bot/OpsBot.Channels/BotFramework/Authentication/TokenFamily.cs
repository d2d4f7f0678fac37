namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>Who signed the token of a request.</summary>
internal enum TokenFamily
{
    /// <summary>A channel of Microsoft's service.</summary>
    Channel,

    /// <summary>The bot's own credentials, as the emulator uses them.</summary>
    Emulator,

    /// <summary>Another bot that uses this one as a skill.</summary>
    Skill,
}
