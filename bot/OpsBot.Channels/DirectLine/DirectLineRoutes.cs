using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>The routes of Direct Line 3.0.</summary>
public static class DirectLineRoutes
{
    internal const string Base = "/v3/directline";
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);

    /// <summary>Serves Direct Line under <c>/v3/directline</c>. Needs no other middleware.</summary>
    public static IEndpointRouteBuilder MapOpsBotDirectLine(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var tokens = services.GetRequiredService<TokenRoutes>();
        var conversations = services.GetRequiredService<ConversationRoutes>();
        var activities = services.GetRequiredService<ActivityRoutes>();
        var upload = services.GetRequiredService<UploadRoute>();
        var files = services.GetRequiredService<FileRoute>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("OpsBot.Channels.DirectLine");

        var api = endpoints.MapGroup(Base).DisableAntiforgery();
        api.AddEndpointFilter((context, next) => AnswerStoreAwayAsync(context, next, logger));
        api.MapPost("/tokens/generate", (HttpRequest r, CancellationToken c) => tokens.GenerateAsync(r, c));
        api.MapPost("/tokens/anonymous", (HttpRequest r) => tokens.Anonymous(r));
        api.MapPost("/tokens/refresh", (HttpRequest r) => tokens.RefreshAsync(r));
        api.MapGet("/session/getsessionid", (HttpRequest r) => tokens.SessionAsync(r));
        api.MapPost("/conversations", (HttpRequest r, CancellationToken c) => conversations.StartAsync(r, c));
        api.MapGet("/conversations/{conversationId}", (HttpRequest r, string conversationId) => conversations.ReconnectAsync(r, conversationId));
        api.MapGet("/conversations/{conversationId}/activities", (HttpRequest r, string conversationId, CancellationToken c) => activities.GetAsync(r, conversationId, c));
        api.MapPost("/conversations/{conversationId}/activities", (HttpRequest r, string conversationId, CancellationToken c) => activities.PostAsync(r, conversationId, c));
        api.MapPost("/conversations/{conversationId}/upload", (HttpRequest r, string conversationId, CancellationToken c) => upload.PostAsync(r, conversationId, c));
        api.MapGet("/conversations/{conversationId}/files/{fileId}", (HttpRequest r, string conversationId, string fileId, CancellationToken c) => files.GetAsync(r, conversationId, fileId, c));
        endpoints.MapMethods($"{Base}/conversations/{{conversationId}}/stream", ["GET", "CONNECT"], Stream(endpoints));
        return endpoints;
    }

    private static RequestDelegate Stream(IEndpointRouteBuilder endpoints)
    {
        var stream = endpoints.ServiceProvider.GetRequiredService<StreamRoute>();
        var pipeline = endpoints.CreateApplicationBuilder();
        // A peer that vanished without a word is noticed by unanswered pings.
        pipeline.UseWebSockets(new WebSocketOptions { KeepAliveInterval = PingInterval, KeepAliveTimeout = PingInterval });
        pipeline.Run(stream.HandleAsync);
        return pipeline.Build();
    }

    private static async ValueTask<object?> AnswerStoreAwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, ILogger logger)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            var http = context.HttpContext;
            DirectLineLog.StoreAway(logger, http.Request.Method, (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            return DirectLineErrors.StoreAway;
        }
    }
}
