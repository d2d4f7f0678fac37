using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>The address that the platform calls.</summary>
public static class GovDingTalkRoutes
{
    /// <summary>Serves <c>/hooks/govdingtalk</c>.</summary>
    public static IEndpointRouteBuilder MapOpsBotGovDingTalk(this IEndpointRouteBuilder endpoints)
    {
        var route = endpoints.ServiceProvider.GetRequiredService<GovCallbackRoute>();
        endpoints.MapPost("/hooks/govdingtalk", (HttpRequest request, CancellationToken c) => route.PostAsync(request, c)).DisableAntiforgery();
        return endpoints;
    }
}
