using OpsBot.Channels.DingTalk;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>
/// Settings of 专有钉钉/浙政钉 (<c>GovDingTalk__NAME</c>). Without <see cref="AppKey"/> the channel is off. No vendor test
/// system could be reached: whatever is not confirmed is a setting here, with the value that field reports give.
/// </summary>
public sealed class GovDingTalkOptions
{
    /// <summary>The channel name in addresses and conversation keys.</summary>
    public const string Channel = "govdingtalk";

    /// <summary>The app's key.</summary>
    public string AppKey { get; set; } = "";

    /// <summary>Signs every request.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>The platform's tenant number.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>Whose bot.</summary>
    public string? Tenant { get; set; }

    /// <summary>Domain and scheme of the deployment, for example <c>https://openplatform-pro.ding.zj.gov.cn</c>.</summary>
    public Uri ApiBase { get; set; } = new("https://openplatform.dg-work.cn");

    /// <summary>Path of the token.</summary>
    public string TokenPath { get; set; } = "/gettoken.json";

    /// <summary>Path of a robot's message to one person.</summary>
    public string PersonPath { get; set; } = "/robot/message/sendoto";

    /// <summary>Path of a robot's message to a group.</summary>
    public string GroupPath { get; set; } = "/robot/message/sendgroup";

    /// <summary>Path of work notifications.</summary>
    public string NotificationPath { get; set; } = "/message/workNotification";

    /// <summary>Path that takes work notifications back.</summary>
    public string RevokePath { get; set; } = "/message/revoke";

    /// <summary>Messages that the bot sends by itself go out as work notifications; answers always go to the robot's chat.</summary>
    public bool UseNotifications { get; set; } = true;

    /// <summary>Parameter that carries the access token; empty: the signature alone is enough.</summary>
    public string TokenParameter { get; set; } = "";

    /// <summary>Address of this machine as the signature's headers tell it.</summary>
    public string HostAddress { get; set; } = "127.0.0.1";

    /// <summary>Hardware address of this machine as the signature's headers tell it.</summary>
    public string HostMac { get; set; } = "00:00:00:00:00:00";

    /// <summary>Offset of the signed instant from UTC.</summary>
    public TimeSpan ClockOffset { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Callbacks are signed as DingTalk's robots do, with this secret; null: not.</summary>
    public string? InboundSecret { get; set; }

    /// <summary>Callbacks carry this word in the header <see cref="InboundTokenHeader"/>; null: not.</summary>
    public string? InboundToken { get; set; }

    /// <summary>Where <see cref="InboundToken"/> is looked for.</summary>
    public string InboundTokenHeader { get; set; } = "token";

    /// <summary>Addresses from which callbacks may come; empty: from all.</summary>
    public IList<string> InboundAddresses { get; } = [];

    /// <summary>How far a signed instant may lie from now.</summary>
    public TimeSpan CallbackWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Older messages are refused; shorter than the time for which a message id is remembered.</summary>
    public TimeSpan MaxMessageAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Largest callback, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Most bytes of a message's text.</summary>
    public int MaxTextBytes { get; set; } = 4_000;

    /// <summary>Work groups; what is said in other groups is not read.</summary>
    public IList<GroupUnit> Groups { get; } = [];

    internal bool CanReceive => InboundSecret is { Length: > 0 } || InboundToken is { Length: > 0 };
}
