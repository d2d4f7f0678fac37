using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.BotFramework.Inbound;

namespace OpsBot.Channels.BotFramework;

/// <summary>The address under which channels and other bots reach the bot.</summary>
public static class BotFrameworkRoutes
{
    /// <summary>Maps <c>POST /api/messages</c> when the entrance was added; otherwise says once that it is off.</summary>
    public static IEndpointRouteBuilder MapOpsBotBotFramework(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<MessagesRoute>() is { } route)
            routes.MapPost("/api/messages", route.PostAsync);
        else
            BotFrameworkLog.Off(routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger<BotFrameworkSender>());
        return routes;
    }
}
