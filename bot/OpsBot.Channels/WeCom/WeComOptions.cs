using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom;

/// <summary>
/// Settings of WeCom, and of a deployment that speaks its protocol under another address (粤政易). What is marked
/// "unconfirmed" is not published for such deployments: ask the operator and set it.
/// </summary>
public sealed class WeComOptions
{
    /// <summary>The channel name in addresses and conversation keys.</summary>
    public const string Channel = "wecom";

    /// <summary>Whose bot this is.</summary>
    public TenantId Tenant { get; set; }

    /// <summary>The organisation's id; also the receiver named in every sealed callback.</summary>
    public string CorpId { get; set; } = "";

    /// <summary>The application's number.</summary>
    public long AgentId { get; set; }

    /// <summary>The application's secret.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Signs callbacks.</summary>
    public string Token { get; set; } = "";

    /// <summary>Seals callbacks; 43 characters.</summary>
    public string EncodingAESKey { get; set; } = "";

    /// <summary>
    /// The token before the last change of <see cref="Token"/>, accepted until <see cref="PreviousUntil"/>; empty: none. Set the
    /// new pair here first and then at the vendor, so that callbacks of both are taken while the change goes through.
    /// </summary>
    public string PreviousToken { get; set; } = "";

    /// <summary>The key that belongs to <see cref="PreviousToken"/>.</summary>
    public string PreviousEncodingAESKey { get; set; } = "";

    /// <summary>When <see cref="PreviousToken"/> ends, an instant of the machine's clock with its offset.</summary>
    public DateTimeOffset? PreviousUntil { get; set; }

    /// <summary>Where the API is. Nothing is ever sent to another host. Unconfirmed for 粤政易.</summary>
    public Uri ApiBase { get; set; } = new("https://qyapi.weixin.qq.com");

    /// <summary>Path before every method. Unconfirmed for 粤政易, which may sit behind a gateway with a longer one.</summary>
    public string ApiPrefix { get; set; } = "/cgi-bin";

    /// <summary>Method that gives the access token.</summary>
    public string TokenPath { get; set; } = "gettoken";

    /// <summary>Method that sends to people.</summary>
    public string SendPath { get; set; } = "message/send";

    /// <summary>Method that sends to a group which the application created.</summary>
    public string GroupSendPath { get; set; } = "appchat/send";

    /// <summary>Method that changes a card that was sent.</summary>
    public string UpdateCardPath { get; set; } = "message/update_template_card";

    /// <summary>Method that takes a message to people back.</summary>
    public string RecallPath { get; set; } = "message/recall";

    /// <summary>How long after its send a message can be recalled. Read in copies of the vendor's pages; unconfirmed.</summary>
    public TimeSpan RecallWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Fixed headers that a gateway in front of the API asks for. Unconfirmed; none by default.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The deployment shows template cards with buttons. Unconfirmed for 粤政易: switch off if they do not appear.</summary>
    public bool Cards { get; set; } = true;

    /// <summary>The deployment shows Markdown. Unconfirmed for 粤政易.</summary>
    public bool Markdown { get; set; } = true;

    /// <summary>Plain http to a host that is not this machine; only for a closed government network.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Signs callbacks of an intelligent robot; empty: the same as <see cref="Token"/>.</summary>
    public string RobotToken { get; set; } = "";

    /// <summary>Seals callbacks of an intelligent robot; empty: the same as <see cref="EncodingAESKey"/>.</summary>
    public string RobotEncodingAESKey { get; set; } = "";

    /// <summary>Receiver named in a robot's sealed callback. Read in two field reports as empty; unconfirmed.</summary>
    public string RobotReceiveId { get; set; } = "";

    /// <summary>Registered groups of the robot: chat id, and the unit whose people are in it.</summary>
    public Dictionary<string, string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>How far a callback's timestamp may be from this machine's clock.</summary>
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>WeCom delivers again within this time when it did not hear our answer; later, the same request is a replay.</summary>
    public TimeSpan RedeliveryWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after the arrival of a message its answer may still ride on the response; WeCom waits five seconds.</summary>
    public TimeSpan PassiveBudget { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Largest callback, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Longest text or Markdown message, in bytes of UTF-8.</summary>
    public int TextBytes { get; set; } = 2048;

    /// <summary>A message that nobody asked for is not shown again within this time when it is sent again; at most four hours.</summary>
    public TimeSpan DuplicateCheckInterval { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before its end a token is replaced.</summary>
    public TimeSpan EarlyRefresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for one answer of the API.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the numbers of a question can be typed as its answer.</summary>
    public TimeSpan OfferLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Error codes that say "this card was sent before". Nothing is published; empty.</summary>
    public List<int> AlreadySentCodes { get; } = [];
}
