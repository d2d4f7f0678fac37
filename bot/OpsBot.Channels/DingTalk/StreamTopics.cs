namespace OpsBot.Channels.DingTalk;

/// <summary>Topics to which the stream subscribes.</summary>
internal static class StreamTopics
{
    public const string Robot = "/v1.0/im/bot/messages/get";
    public const string Card = "/v1.0/card/instances/callback";
    public const string AllEvents = "*";
    public const string Ping = "ping";
    public const string Disconnect = "disconnect";
}
