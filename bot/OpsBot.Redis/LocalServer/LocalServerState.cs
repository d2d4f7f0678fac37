namespace OpsBot.Redis.LocalServer;

/// <summary>What OpsBot's own redis-server is doing, for health and the console.</summary>
internal enum LocalServerState
{
    Stopped,
    Starting,
    Running,

    /// <summary>It ended by itself and is being started again.</summary>
    Restarting,

    /// <summary>It ended because its disk is full, and is started again as soon as there is room.</summary>
    WaitingForRoom,
    Stopping,
}
