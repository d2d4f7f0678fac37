using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Settings of the Direct Line server.</summary>
public sealed class DirectLineOptions
{
    /// <summary>The channel name in addresses and conversation keys.</summary>
    public const string Channel = "directline";

    /// <summary>Base 64 of at least 32 random bytes that sign the tokens; the same in all processes.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>Lets a portal's server ask for tokens; null: nobody can. At least 16 characters.</summary>
    public string? Secret { get; set; }

    /// <summary>Whose conversations the holder of <see cref="Secret"/> opens.</summary>
    public string? Tenant { get; set; }

    /// <summary>The address under which clients reach the server, when it is not what the request says (behind a proxy).</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How the bot is called in the chat.</summary>
    public string BotName { get; set; } = ChannelTexts.BotName;

    /// <summary>How long a token is good for; clients refresh every 15 minutes.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a stream address may be opened.</summary>
    public TimeSpan StreamTokenLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest posted activity, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Largest frame that a client may send on a stream, in bytes.</summary>
    public int MaxFrameBytes { get; set; } = 64 * 1024;

    /// <summary>Largest file of an upload, in bytes.</summary>
    public int MaxUploadBytes { get; set; } = 1024 * 1024;

    /// <summary>Files in one upload.</summary>
    public int MaxUploadFiles { get; set; } = 4;

    /// <summary>How long an uploaded file can be read; then it is deleted.</summary>
    public TimeSpan UploadKeep { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Megabytes of uploads that this process stores in an hour, whoever sends them.</summary>
    public int UploadMegabytesPerHour { get; set; } = 64;

    /// <summary>Anybody gets a token for a conversation of nobody, at <c>tokens/anonymous</c>.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>
    /// Such tokens that one source gets in a minute. Raise it behind a proxy, because all visitors are one source there.
    /// </summary>
    public int AnonymousPerMinute { get; set; } = 20;

    /// <summary>Such tokens that this process gives in a minute to all sources together.</summary>
    public int AllAnonymousPerMinute { get; set; } = 300;

    /// <summary>Largest activity that a visitor of the public entrance posts, in bytes. A message of the longest text fits, escaped or not.</summary>
    public int VisitorBodyBytes { get; set; } = 32 * 1024;

    /// <summary>Kilobytes that one such visit stores in this process, answers included; the whole of a report needs about 40.</summary>
    public int VisitKilobytes { get; set; } = 128;

    /// <summary>Megabytes that all such visits together store in an hour in this process.</summary>
    public int VisitsMegabytesPerHour { get; set; } = 16;

    /// <summary>Open streams of this process.</summary>
    public int MaxStreams { get; set; } = 2000;

    /// <summary>Activities in one page or frame.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Posts that a conversation may send at once.</summary>
    public int PostBurst { get; set; } = 120;

    /// <summary>Posts that a conversation may send in the long run.</summary>
    public int PostsPerSecond { get; set; } = 20;

    /// <summary>Silence after which an empty frame is sent on a stream.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a read of activities waits for a store that is away: one failed poll ends a client's polling for good.</summary>
    public TimeSpan StorePatience { get; set; } = TimeSpan.FromSeconds(10);
}
