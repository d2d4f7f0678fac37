namespace OpsBot.Channels.DingTalk;

/// <summary>How DingTalk hands messages over.</summary>
public enum DingTalkMode
{
    /// <summary>It calls <c>/hooks/dingtalk</c>.</summary>
    Callback,

    /// <summary>The bot keeps a WebSocket to the gateway open; nothing needs to be reachable from outside.</summary>
    Stream,
}
