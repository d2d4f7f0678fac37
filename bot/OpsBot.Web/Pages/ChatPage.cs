using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace OpsBot.Web.Pages;

/// <summary>
/// The chat page and its files. Nothing is loaded from another address, and the policy header forbids the browser to try.
/// </summary>
internal static partial class ChatPage
{
    private const string PlainMode = "data-mode=\"chat\"";
    private const string DemoMode = "data-mode=\"demo\"";
    private const string PublicMode = "data-mode=\"public\"";

    private static readonly (string Route, string File, string Type)[] Files =
    [
        ("/app.js", "app.js", "text/javascript; charset=utf-8"),
        ("/app.css", "app.css", "text/css; charset=utf-8"),
        ("/vendor/webchat.js", "vendor/webchat.js", "text/javascript; charset=utf-8"),
        ("/vendor/LICENSE.txt", "vendor/LICENSE.txt", "text/plain; charset=utf-8"),
    ];

    /// <summary>
    /// Serves the page at <c>/</c>, from <c>wwwroot</c> beside the program. In demo mode the page itself says so, whatever
    /// else answers or does not. With <paramref name="isPublic"/> it is also at <c>/public</c>, for anybody, without a name.
    /// </summary>
    public static IEndpointRouteBuilder MapOpsBotChatPage(this IEndpointRouteBuilder endpoints, bool demo, bool isPublic)
    {
        var root = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        var page = File.ReadAllText(root.GetFileInfo("index.html").PhysicalPath!);
        MapPage(endpoints, "/", page.Replace(PlainMode, demo ? DemoMode : PlainMode, StringComparison.Ordinal));
        if (isPublic)
            MapPage(endpoints, "/public", page.Replace(PlainMode, PublicMode, StringComparison.Ordinal));
        foreach (var (route, file, type) in Files)
            endpoints.MapMethods(route, ["GET", "HEAD"], (HttpContext http) => Serve(http, root.GetFileInfo(file), type));
        return endpoints;
    }

    private static IResult Serve(HttpContext http, IFileInfo file, string type)
    {
        if (!file.Exists || file.PhysicalPath is not { } path)
            return Results.NotFound();
        Protect(http);
        return Results.File(path, type, lastModified: file.LastModified);
    }

    private static void MapPage(IEndpointRouteBuilder endpoints, string route, string page) =>
        endpoints.MapMethods(route, ["GET", "HEAD"], (HttpContext http) =>
        {
            Protect(http);
            return Results.Text(page, "text/html; charset=utf-8");
        });

    private static void Protect(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = Policy(http.Request.Host);
    }

    // Web Chat sets its styles inline. Older browsers do not take 'self' for sockets, so the host is named.
    private static string Policy(HostString host)
    {
        var name = host.ToUriComponent();
        var sockets = HostPattern().IsMatch(name) ? $" ws://{name} wss://{name}" : "";
        return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src blob:; worker-src blob:; "
            + $"connect-src 'self'{sockets}";
    }

    [GeneratedRegex(@"^[A-Za-z0-9.\-]+(:[0-9]+)?$|^\[[0-9A-Fa-f:]+\](:[0-9]+)?$")]
    private static partial Regex HostPattern();
}
