namespace OpsBot.Channels.DingTalk;

/// <summary>Settings of the DingTalk channel (<c>DingTalk__NAME</c>). Without <see cref="ClientId"/> the channel is off.</summary>
public sealed class DingTalkOptions
{
    /// <summary>The channel name in addresses and conversation keys.</summary>
    public const string Channel = "dingtalk";

    /// <summary>The app's key.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's secret; also signs the robot's callbacks.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The robot; null: the same as <see cref="ClientId"/>, as it is for robots of internal apps.</summary>
    public string? RobotCode { get; set; }

    /// <summary>How messages come in.</summary>
    public DingTalkMode Mode { get; set; } = DingTalkMode.Callback;

    /// <summary>Whose bot.</summary>
    public string? Tenant { get; set; }

    /// <summary>Base of the OpenAPI.</summary>
    public Uri ApiBase { get; set; } = new("https://api.dingtalk.com");

    /// <summary>Base of the Stream gateway; null: <see cref="ApiBase"/>.</summary>
    public Uri? GatewayBase { get; set; }

    /// <summary>Base of the older API, which lists departments and users.</summary>
    public Uri LegacyBase { get; set; } = new("https://oapi.dingtalk.com");

    /// <summary>Hosts to which session webhooks may point (https); those of the configured bases are allowed as they are.</summary>
    public IList<string> WebhookHosts { get; } = ["oapi.dingtalk.com", "api.dingtalk.com"];

    /// <summary>Hosts to which the gateway may send the stream (wss); the gateway's own host is allowed as it is.</summary>
    public IList<string> StreamHosts { get; } = ["wss-open-connection.dingtalk.com"];

    /// <summary>
    /// How far a callback's signed instant may lie from now. The vendor allows one hour; the signature does not cover the
    /// body, so a captured one is good for this long.
    /// </summary>
    public TimeSpan CallbackWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Older messages are refused; shorter than the time for which a message id is remembered.</summary>
    public TimeSpan MaxMessageAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Largest callback or frame, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Most bytes of a message's text; the platform takes 15,000 for the whole parameter.</summary>
    public int MaxTextBytes { get; set; } = 12_000;

    /// <summary>Work groups; what is said in other groups is not read.</summary>
    public IList<GroupUnit> Groups { get; } = [];

    /// <summary>Template of interactive cards, with the variables of <c>CardContent</c>; null: numbered choices instead.</summary>
    public string? CardTemplateId { get; set; }

    /// <summary>Key under which the address for card presses is registered (callback mode).</summary>
    public string? CardCallbackRouteKey { get; set; }

    /// <summary>Token of the event subscription; null: no events over HTTP.</summary>
    public string? EventToken { get; set; }

    /// <summary>AES key of the event subscription, 43 characters.</summary>
    public string? EventAesKey { get; set; }

    /// <summary>Delivered assignments also appear in the person's list of things to do, and are ticked off when they are done.</summary>
    public bool Todos { get; set; }

    /// <summary>How often the state of an assignment in such a list is compared with its case.</summary>
    public TimeSpan TodosEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Method of the older API that tells an account's union id. Not confirmed against the platform.</summary>
    public string UserPath { get; set; } = "/topapi/v2/user/get";

    /// <summary>Where the synchronised directory is written; null: no synchronisation.</summary>
    public string? DirectoryFile { get; set; }

    /// <summary>The department from which the directory is read.</summary>
    public long RootDepartment { get; set; } = 1;

    /// <summary>Pause between two full reads of the directory.</summary>
    public TimeSpan DirectoryEvery { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a streamed message waits for a store that is away; the gateway does not push it again.</summary>
    public TimeSpan StreamPatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between two attempts to take a streamed message.</summary>
    public TimeSpan StreamRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause after the first failed connection.</summary>
    public TimeSpan ReconnectFirst { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between connections.</summary>
    public TimeSpan ReconnectLongest { get; set; } = TimeSpan.FromMinutes(1);

    internal string Robot => string.IsNullOrEmpty(RobotCode) ? ClientId : RobotCode;

    internal Uri Gateway => GatewayBase ?? ApiBase;
}
