using System.Net;
using OpsBot.Core.Texts;
using OpsBot.Web.Hosting;

namespace OpsBot.Web.Demo;

/// <summary>
/// Keeps web sites out of the demo's routes that somebody has open in the same browser: one whose name was made to point to
/// this machine (its name is in <c>Host</c>), and one that simply posts here (its name is in <c>Origin</c>).
/// </summary>
/// <param name="Hosts">Names under which the bot is known.</param>
/// <param name="IsOpened">Other machines may come in, so any number, and the machine's own name, are fine: only names can be made to point here.</param>
internal sealed record DemoDoor(IReadOnlyCollection<string> Hosts, bool IsOpened)
{
    public static DemoDoor Of(ServeOptions options, IConfiguration configuration)
    {
        var opened = DemoReach.IsOpened(options, configuration);
        var hosts = DemoReach.AddressesOf(options, configuration).Select(DemoReach.HostOf).Where(host => host is not ("*" or "+"));
        if (configuration["Web:PublicAddress"] is { Length: > 0 } known)
            hosts = hosts.Append(DemoReach.HostOf(known));
        if (opened)
            hosts = hosts.Append(Dns.GetHostName());
        return new DemoDoor(hosts.ToHashSet(StringComparer.OrdinalIgnoreCase), opened);
    }

    /// <summary>Why a request is refused; null: it may come in.</summary>
    public string? Refuse(HttpRequest request)
    {
        var host = request.Host.Host;
        if (!DemoReach.IsLoopback(host) && !Hosts.Contains(host) && !(IsOpened && IPAddress.TryParse(host.Trim('[', ']'), out _)))
            return StartTexts.ForeignHost;
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
            return request.Headers["Sec-Fetch-Site"] is ["cross-site"] ? StartTexts.ForeignOrigin : null;
        // "null" is what a page says that hides where it comes from.
        return origins is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var site) && IsSame(site, request.Host) ? null : StartTexts.ForeignOrigin;
    }

    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refuse(context.HttpContext.Request) is { } reason
            ? Results.Json(new { error = new { code = "Forbidden", message = reason } }, statusCode: StatusCodes.Status403Forbidden)
            : await next(context);

    // A proxy may speak https outside and http here, so the scheme is not compared; without a port it is the scheme's own.
    private static bool IsSame(Uri origin, HostString host) =>
        string.Equals(origin.Host.Trim('[', ']'), host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (host.Port is { } port ? origin.Port == port : origin.IsDefaultPort);
}
