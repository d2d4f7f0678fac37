using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Callbacks;

namespace OpsBot.Channels.WeCom;

/// <summary>The route that WeCom calls.</summary>
public static class WeComRoutes
{
    /// <summary>Where callbacks arrive.</summary>
    public const string Path = "/hooks/wecom";

    private const string Missing = "WeCom__CorpId, WeCom__AgentId, WeCom__Secret, WeCom__Token, WeCom__EncodingAESKey";

    /// <summary>Serves <see cref="Path"/> when the channel was added; says once whether it is on.</summary>
    public static IEndpointRouteBuilder MapOpsBotWeCom(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("OpsBot.Channels.WeCom");
        if (services.GetService<CallbackRoute>() is not { } route)
        {
            WeComLog.Off(logger, Missing);
            return endpoints;
        }
        WeComLog.On(logger, Path, services.GetRequiredService<IOptions<WeComOptions>>().Value.ApiBase);
        endpoints.MapGet(Path, (HttpRequest request) => route.Verify(request));
        endpoints.MapPost(Path, (RequestDelegate)route.HandleAsync).DisableAntiforgery();
        return endpoints;
    }
}
