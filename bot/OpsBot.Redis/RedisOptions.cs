namespace OpsBot.Redis;

/// <summary>Settings of the section <c>Redis</c>.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>
    /// A Redis that is already running: <c>host:port,password=…,user=…,tls=true</c>. Empty means that OpsBot starts a
    /// <c>redis-server</c> of its own as a child and stops it at the end.
    /// </summary>
    public string? Connection { get; set; }

    /// <summary>Folder of OpsBot's own redis-server. It holds all records and must survive restarts.</summary>
    public string DataDirectory { get; set; } = "data/redis";

    /// <summary>Use the server that runs in <see cref="DataDirectory"/> already, if there is one, instead of a second one.</summary>
    public bool JoinRunning { get; set; }

    /// <summary>The program to start; a bare name is looked up in PATH.</summary>
    public string ServerProgram { get; set; } = "redis-server";

    /// <summary>How long one connection attempt may take, sign-in included.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a call may wait for its answer. After that its socket is given up and the call fails; short enough that a
    /// person gets an honest error within three seconds.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between two attempts to reconnect.</summary>
    public TimeSpan ReconnectPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long OpsBot's own redis-server may take to load its data and answer.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long OpsBot's own redis-server may take to stop before it is killed (nothing is lost by that).</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Sockets shared by all calls.</summary>
    public int Sockets { get; set; } = 2;

    /// <summary>Calls that may wait on one socket; more fail at once.</summary>
    public int MaxWaitingCalls { get; set; } = 10_000;

    /// <summary>Largest answer accepted, in bytes.</summary>
    public int MaxReplyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Entries kept of each conversation's activity log; older ones are dropped, numbers stay.</summary>
    public int KeptLogEntries { get; set; } = 2000;
}
