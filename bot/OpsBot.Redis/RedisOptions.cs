namespace OpsBot.Redis;

/// <summary>Settings of the section <c>Redis</c>.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>
    /// A Redis that is already running, as StackExchange.Redis writes it: <c>host:port,password=…</c>, with <c>user=…</c> for an ACL
    /// user and <c>ssl=true,sslHost=…</c> for TLS; several nodes of a Cluster; or Sentinels with <c>serviceName=…</c>. Time limits are
    /// those below. Empty means that OpsBot starts a <c>redis-server</c> of its own as a child and stops it at the end.
    /// </summary>
    public string? Connection { get; set; }

    /// <summary>
    /// Replicas that must have a commit before anybody is told that it is kept; without them the messenger is asked to send again
    /// (503). Empty: 1 with Sentinel and in a Cluster that has replicas, else 0. There 0 is refused, for a fail-over would lose what
    /// was acknowledged.
    /// </summary>
    public int? ReplicasToWaitFor { get; set; }

    /// <summary>
    /// Goes on with a Redis that writes to disk once a second or less often (<c>appendfsync everysec</c> or <c>no</c>), or that does
    /// not say how often (CONFIG is forbidden, as in managed services). When the power fails, or the machine crashes, up to a second
    /// (with <c>no</c>: half a minute) of receipts that people have read is gone. Health says "degraded" as long as it is so.
    /// </summary>
    public bool AcceptLossOnPowerCut { get; set; }

    /// <summary>Folder of OpsBot's own redis-server. It holds all records and must survive restarts.</summary>
    public string DataDirectory { get; set; } = "data/redis";

    /// <summary>Use the server that runs in <see cref="DataDirectory"/> already, if there is one, instead of a second one.</summary>
    public bool JoinRunning { get; set; }

    /// <summary>The program to start; a bare name is looked up in PATH.</summary>
    public string ServerProgram { get; set; } = "redis-server";

    /// <summary>How long one connection attempt may take, sign-in included.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a call may wait for its answer before it fails; short enough that a person gets an honest error within three
    /// seconds. Replicas get half of it.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between two attempts to reconnect.</summary>
    public TimeSpan ReconnectPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long OpsBot's own redis-server may take to load its data and answer.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long OpsBot's own redis-server may take to stop before it is killed (nothing is lost by that).</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls that may wait for an answer at once; more fail without being sent.</summary>
    public int MaxWaitingCalls { get; set; } = 10_000;

    /// <summary>Largest answer accepted, in bytes; a larger one costs its connection.</summary>
    public int MaxReplyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Entries kept of each conversation's activity log; older ones are dropped, numbers stay.</summary>
    public int KeptLogEntries { get; set; } = 2000;
}
