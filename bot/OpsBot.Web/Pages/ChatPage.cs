using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace OpsBot.Web.Pages;

/// <summary>
/// The chat page and its files. Nothing is loaded from another address, and the policy header forbids the browser to try.
/// </summary>
internal static partial class ChatPage
{
    private static readonly (string Route, string File, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/app.js", "app.js", "text/javascript; charset=utf-8"),
        ("/app.css", "app.css", "text/css; charset=utf-8"),
        ("/vendor/webchat.js", "vendor/webchat.js", "text/javascript; charset=utf-8"),
        ("/vendor/LICENSE.txt", "vendor/LICENSE.txt", "text/plain; charset=utf-8"),
    ];

    /// <summary>Serves the page at <c>/</c>, from <c>wwwroot</c> beside the program.</summary>
    public static IEndpointRouteBuilder MapChatPage(this IEndpointRouteBuilder endpoints)
    {
        var root = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        foreach (var (route, file, type) in Files)
            endpoints.MapMethods(route, ["GET", "HEAD"], (HttpContext http) => Serve(http, root.GetFileInfo(file), type));
        return endpoints;
    }

    private static IResult Serve(HttpContext http, IFileInfo file, string type)
    {
        if (!file.Exists || file.PhysicalPath is not { } path)
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = Policy(http.Request.Host);
        return Results.File(path, type, lastModified: file.LastModified);
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
