using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsBot.Redis;

/// <summary>Where a Redis listens and how to sign in. Parsed from <c>host:port,password=…,user=…,tls=true</c>.</summary>
internal sealed record RedisEndpoint(string Host, int Port, string? Password, string? User = null, bool Tls = false)
{
    public const int DefaultPort = 6379;

    /// <summary>Lists every fault of the text; the password is never repeated in a fault.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RedisEndpoint? endpoint, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var (host, port) = ParseAddress(parts[0], found);
        string? password = null, user = null;
        var tls = false;
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : part[(equals + 1)..];
            switch (name.ToLowerInvariant())
            {
                case "password":
                    if (value.Length == 0) found.Add("password is empty; give password=… or leave it out");
                    else password = value;
                    break;
                case "user":
                    if (value.Length == 0) found.Add("user is empty; give user=… or leave it out");
                    else user = value;
                    break;
                case "tls":
                    if (!bool.TryParse(value, out tls)) found.Add($"tls={value} is not true or false");
                    break;
                default:
                    found.Add(equals < 0
                        ? "an item after the address is not name=value (a comma inside the password is not supported)"
                        : $"'{name}' is not a known setting; known are password, user and tls");
                    break;
            }
        }

        if (user is not null && password is null) found.Add("user is given without password");
        faults = found;
        endpoint = found.Count == 0 ? new RedisEndpoint(host, port, password, user, tls) : null;
        return endpoint is not null;
    }

    /// <summary>For logs and messages: never the password.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static (string Host, int Port) ParseAddress(string address, List<string> faults)
    {
        var colon = address.LastIndexOf(':');
        var host = (colon < 0 ? address : address[..colon]).Trim('[', ']');
        var port = DefaultPort;
        if (host.Length == 0) faults.Add($"'{address}' names no host; write host:port");
        if (colon >= 0 && (!int.TryParse(address[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            faults.Add($"'{address[(colon + 1)..]}' is not a port between 1 and 65535");
        return (host, port);
    }
}
