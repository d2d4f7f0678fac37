using System.Globalization;

namespace OpsBot.Redis.LocalServer;

/// <summary>The configuration of OpsBot's own redis-server: loopback only, every write on disk before it is answered, nothing evicted.</summary>
internal static class LocalServerConfiguration
{
    public static string Text(string directory, int port, string password) => string.Create(CultureInfo.InvariantCulture, $"""
        bind 127.0.0.1
        port {port}
        protected-mode yes
        requirepass {password}
        dir {Quote(directory)}
        daemonize no
        databases 1
        appendonly yes
        appendfsync always
        aof-load-truncated yes
        save ""
        stop-writes-on-bgsave-error no
        maxmemory-policy noeviction
        timeout 0
        logfile ""

        """);

    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
