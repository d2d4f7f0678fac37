using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>Reads <c>Redis:Connection</c> with the library's own rules, and sets what OpsBot relies on.</summary>
internal static class RedisConfiguration
{
    /// <summary>Seconds after which a silent connection is asked whether it is alive.</summary>
    private const int KeepAliveSeconds = 15;

    /// <summary>How often the library looks for overdue calls and broken connections.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(10);

    /// <summary>Lists every fault of the text; no value is repeated in a fault, for it may be a piece of the password.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ConfigurationOptions? configuration, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        configuration = null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var settings = Array.FindIndex(parts, IsSetting);
        string[] addresses = settings < 0 ? parts : parts[..settings];
        if (addresses.Length == 0)
            found.Add("no host is named; write host:port");
        foreach (var address in addresses)
            CheckAddress(address, found);
        // The library would take what follows a comma in a password for one more address, and print it.
        if (settings >= 0 && !parts[settings..].All(IsSetting))
            found.Add("an item after the addresses is not name=value (a comma inside the password is not supported)");
        else if (settings >= 0)
            CheckSettings(parts[settings..], found);
        faults = found;
        if (found.Count > 0)
            return false;
        configuration = ConfigurationOptions.Parse(string.Join(',', parts.Select(Named)));
        if (!parts.Any(part => part.StartsWith("checkCertificateRevocation=", StringComparison.OrdinalIgnoreCase)))
            configuration.CheckCertificateRevocation = false;
        return true;
    }

    public static ConfigurationOptions Of(RedisEndpoint endpoint) =>
        new() { EndPoints = { { endpoint.Host, endpoint.Port } }, Password = endpoint.Password };

    /// <summary>
    /// A copy under OpsBot's limits: calls fail while there is no connection, after <see cref="RedisOptions.CallTimeout"/>, and when
    /// an answer is too large; a lost connection is sought again at once.
    /// </summary>
    public static ConfigurationOptions Limited(ConfigurationOptions configuration, RedisOptions options)
    {
        var limited = configuration.Clone();
        limited.AbortOnConnectFail = true;
        limited.ConnectRetry = 1;
        limited.ConnectTimeout = (int)options.ConnectTimeout.TotalMilliseconds;
        limited.AsyncTimeout = limited.SyncTimeout = (int)options.CallTimeout.TotalMilliseconds;
        limited.BacklogPolicy = BacklogPolicy.FailFast;
        limited.HeartbeatInterval = Heartbeat;
        limited.KeepAlive = KeepAliveSeconds;
        limited.ReconnectRetryPolicy = new ReconnectPauses(options.ReconnectPause, options.ConnectTimeout, TimeProvider.System).WatchOver(limited);
        limited.ResponseBufferPool = new ReplyLimit(options.MaxReplyBytes);
        // CONFIG and INFO are asked when it is judged whether this Redis keeps what it is given.
        limited.AllowAdmin = true;
        // Answers are read in the form of RESP2, and signals of appended entries get a connection of their own.
        limited.Protocol = RedisProtocol.Resp2;
        // Keys and channels that only matter between clients of the library, and that a narrow ACL would refuse.
        limited.TieBreaker = "";
        limited.ConfigurationChannel = "";
        // Keys tell who talks with whom; they belong into no log.
        limited.IncludeDetailInExceptions = false;
        return limited;
    }

    /// <summary>The addresses, for logs and messages: never the password.</summary>
    public static string Where(ConfigurationOptions configuration)
    {
        var addresses = string.Join(", ", configuration.EndPoints.Select(Where));
        return configuration.ServiceName is { Length: > 0 } service ? $"{service} by Sentinel {addresses}" : addresses;
    }

    public static string Where(EndPoint endpoint) => endpoint switch
    {
        DnsEndPoint named => string.Create(CultureInfo.InvariantCulture, $"{named.Host}:{named.Port}"),
        _ => endpoint.ToString() ?? "",
    };

    private static bool IsSetting(string part) => part.Contains('=', StringComparison.Ordinal);

    private static string NameOf(string setting) => setting[..setting.IndexOf('=', StringComparison.Ordinal)];

    /// <summary><c>tls</c> is what earlier versions of OpsBot called <c>ssl</c>.</summary>
    private static string Named(string part) =>
        part.StartsWith("tls=", StringComparison.OrdinalIgnoreCase) ? "ssl" + part[part.IndexOf('=', StringComparison.Ordinal)..] : part;

    private static void CheckAddress(string address, List<string> faults)
    {
        var colon = address.LastIndexOf(':');
        if (colon == 0)
            faults.Add($"'{address}' names no host; write host:port");
        if (colon >= 0 && !address.EndsWith(']') && !(int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535))
            faults.Add($"'{address[(colon + 1)..]}' is not a port between 1 and 65535");
    }

    private static void CheckSettings(string[] settings, List<string> faults)
    {
        foreach (var setting in settings)
        {
            var name = NameOf(setting);
            if (setting.Length == name.Length + 1 && name is "password" or "user")
            {
                faults.Add($"{name} is empty; give {name}=… or leave it out");
                continue;
            }
            try
            {
                ConfigurationOptions.Parse(Named(setting));
            }
            catch (ArgumentOutOfRangeException)
            {
                faults.Add($"the value of '{name}' is not one that it can have");
            }
            catch (ArgumentException)
            {
                faults.Add($"'{name}' is not a known setting; those of StackExchange.Redis are, such as password, user, ssl, sslHost and serviceName");
            }
        }
        if (settings.Any(setting => NameOf(setting) == "user") && !settings.Any(setting => NameOf(setting) == "password"))
            faults.Add("user is given without password");
    }
}
