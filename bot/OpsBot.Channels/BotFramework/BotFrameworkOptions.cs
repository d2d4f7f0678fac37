namespace OpsBot.Channels.BotFramework;

/// <summary>Settings of the Bot Framework entrance (section <c>BotFramework</c>). Without <see cref="AppId"/> it is off.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>The channel name in addresses and conversation keys of all channels but Teams.</summary>
    public const string Channel = "botframework";

    /// <summary>The channel name of Teams, which has rates and accounts of its own.</summary>
    public const string TeamsChannel = "teams";

    /// <summary>The registered id of the bot; the audience of every token that comes in.</summary>
    public string? AppId { get; set; }

    /// <summary>The registered secret, for tokens that go out.</summary>
    public string? AppPassword { get; set; }

    /// <summary>The bot's own directory, of a bot that serves one; null: registered for several.</summary>
    public string? AppTenantId { get; set; }

    /// <summary>Where the channels publish their signing keys.</summary>
    public string ChannelMetadataUrl { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Where the directory that signs for emulators and other bots publishes its keys.</summary>
    public string EmulatorMetadataUrl { get; set; } = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";

    /// <summary>Base of the token address, before <c>/oauth2/v2.0/token</c>; null: the public one for <see cref="AppTenantId"/>.</summary>
    public string? LoginUrl { get; set; }

    /// <summary>Whose token the channels want.</summary>
    public string OAuthScope { get; set; } = "https://api.botframework.com";

    /// <summary>The issuer of the channels' tokens.</summary>
    public string ChannelIssuer { get; set; } = "https://api.botframework.com";

    /// <summary>App ids of the bots that may call this one as a skill; empty: none may.</summary>
    public IList<string> AllowedCallers { get; init; } = [];

    /// <summary>
    /// Directories (ids) whose tokens and people are served, beside <see cref="AppTenantId"/>. As soon as one of both is set,
    /// people of other directories are refused in Teams.
    /// </summary>
    public IList<string> AllowedTenants { get; init; } = [];

    /// <summary>
    /// Hosts to which answers may go, beside Microsoft's own: <c>name</c>, <c>name:port</c> or <c>*.name</c>. Always by https.
    /// </summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Also loopback addresses and http, for trials on one machine.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Where to open a conversation with a person who never wrote, for Teams; null: such a message is refused and shown.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Channels (as in <c>channelId</c>) that show Adaptive Cards, beside the known ones.</summary>
    public IList<string> CardChannels { get; init; } = [];

    /// <summary>Units of groups: a group that is not named here is no unit's.</summary>
    public IList<BotFrameworkGroup> Groups { get; init; } = [];

    /// <summary>Whose bot this is.</summary>
    public string? Tenant { get; set; }

    /// <summary>Largest request, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Activities that one conversation may send at once.</summary>
    public int PostBurst { get; set; } = 120;

    /// <summary>Activities a second that one conversation may send in the long run.</summary>
    public int PostsPerSecond { get; set; } = 20;

    /// <summary>Activities stamped longer ago are refused; shorter than the memory of what was taken already.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a request that wants its answers in the response waits for them; channels give up after 10 to 15 seconds.</summary>
    public TimeSpan ReplyPatience { get; set; } = TimeSpan.FromSeconds(8);
}
