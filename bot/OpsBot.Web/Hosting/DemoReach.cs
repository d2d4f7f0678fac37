using System.Net;
using OpsBot.Core.Texts;

namespace OpsBot.Web.Hosting;

/// <summary>Who can reach a demo. It lets anyone be anyone, so by itself it is for this machine alone.</summary>
internal static class DemoReach
{
    /// <summary>Throws when a demo would listen to other machines without having been told to.</summary>
    public static void Check(ServeOptions options, IConfiguration configuration)
    {
        if (IsOpened(options, configuration))
            return;
        string[] beyond = [.. AddressesOf(options, configuration).Where(address => !IsLoopback(HostOf(address)))];
        if (beyond.Length > 0)
            throw new StartupFaultException(StartTexts.DemoBeyondLoopback(beyond));
    }

    /// <summary>The administrator said that other machines may.</summary>
    public static bool IsOpened(ServeOptions options, IConfiguration configuration) =>
        options.DemoOpenToNetwork || configuration.GetValue<bool?>("Demo:BeyondLoopback") == true;

    /// <summary>All addresses that the web server may be told to listen on.</summary>
    public static IEnumerable<string> AddressesOf(ServeOptions options, IConfiguration configuration) =>
    [
        .. options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    /// <summary>The host in an address as the web server takes it, which is no valid URI when it is a wildcard.</summary>
    public static string HostOf(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var rest = address[start..].Split('/')[0];
        if (rest.StartsWith('['))
            return rest[1..Math.Max(1, rest.IndexOf(']', StringComparison.Ordinal))];
        return rest.LastIndexOf(':') is >= 0 and var port ? rest[..port] : rest;
    }

    /// <summary>A name or number that is always this machine.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
