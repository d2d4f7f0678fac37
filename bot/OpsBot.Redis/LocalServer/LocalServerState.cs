namespace OpsBot.Redis.LocalServer;

/// <summary>What OpsBot's own redis-server is doing, for health and the console.</summary>
internal enum LocalServerState
{
    Stopped,
    Starting,
    Running,

    /// <summary>It ended by itself and is being started again.</summary>
    Restarting,
    Stopping,
}
