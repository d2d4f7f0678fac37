using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.BotFramework;

/// <summary>
/// Where answers, and with them our tokens, may go. On by default: even a verified request cannot make the bot call a host
/// that is neither Microsoft's nor named by the administrator.
/// </summary>
internal sealed class HostAllowList(IOptions<BotFrameworkOptions> options)
{
    private const int HttpsPort = 443;
    private const int MostKept = 1000;

    private static readonly string[] Microsofts =
    [
        "*.botframework.com", "smba.trafficmanager.net", "*.botframework.azure.us", "smba.infra.gov.teams.microsoft.us",
        "smba.infra.gcc.teams.microsoft.com", "*.botframework.azure.cn",
    ];

    private readonly bool _loopback = options.Value.AllowLoopback;
    private readonly string[] _names = [.. Microsofts, .. options.Value.AllowedHosts.Where(h => h.Length > 0)];

    // What is allowed never changes; channels have few addresses, and all that come in are looked at once or twice a turn.
    private readonly ConcurrentDictionary<string, Uri> _allowed = new(StringComparer.Ordinal);

    /// <summary>The service address, when it may be called; it has no query, fragment or credentials.</summary>
    public Uri? Allowed(string? serviceUrl)
    {
        if (serviceUrl is null)
            return null;
        if (_allowed.TryGetValue(serviceUrl, out var known))
            return known;
        if (Judge(serviceUrl) is not { } address)
            return null;
        if (_allowed.Count >= MostKept)
            _allowed.Clear();
        return _allowed[serviceUrl] = address;
    }

    private Uri? Judge(string serviceUrl)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) || !IsSecure(address))
            return null;
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            return null;
        // Names beyond ASCII are in no list, and some of them cannot even be looked at.
        if (!address.Host.All(char.IsAscii))
            return null;
        return (_loopback && address.IsLoopback) || _names.Any(name => Matches(name, address)) ? address : null;
    }

    /// <summary>By https; by http only on loopback and when that is allowed.</summary>
    public bool IsSecure(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (_loopback && address.IsLoopback && address.Scheme == Uri.UriSchemeHttp);

    private static bool Matches(string name, Uri address)
    {
        var colon = name.LastIndexOf(':');
        var port = colon >= 0 && int.TryParse(name[(colon + 1)..], out var given) ? given : HttpsPort;
        var host = colon >= 0 ? name[..colon] : name;
        if (port != address.Port)
            return false;
        return host.StartsWith("*.", StringComparison.Ordinal)
            ? address.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
    }
}
