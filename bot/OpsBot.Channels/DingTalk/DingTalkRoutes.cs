using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OpsBot.Channels.DingTalk;

/// <summary>The address that DingTalk calls.</summary>
public static class DingTalkRoutes
{
    /// <summary>Serves <c>/hooks/dingtalk</c>: messages, presses of cards, and events.</summary>
    public static IEndpointRouteBuilder MapOpsBotDingTalk(this IEndpointRouteBuilder endpoints)
    {
        var route = endpoints.ServiceProvider.GetRequiredService<CallbackRoute>();
        endpoints.MapPost("/hooks/dingtalk", (HttpRequest request, CancellationToken c) => route.PostAsync(request, c)).DisableAntiforgery();
        return endpoints;
    }
}
