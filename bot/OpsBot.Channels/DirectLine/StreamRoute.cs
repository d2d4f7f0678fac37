using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Opens a stream. The address carries its own short token; there is no Authorization header.</summary>
internal sealed class StreamRoute(
    DirectLineAccess access,
    StreamRegistry registry,
    ActivityPages pages,
    IActivityLog log,
    PublicAddress addresses,
    IOptions<DirectLineOptions> options,
    MachineClock machine,
    IHostApplicationLifetime lifetime,
    ILogger<StreamRoute> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await DirectLineErrors.NotAStream.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }
        var (who, refusal) = await access.ReadStreamAsync(context.Request, context.Request.RouteValues["conversationId"] as string).ConfigureAwait(false);
        if (who is null)
        {
            await refusal!.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }
        if (!registry.TryEnter())
        {
            await DirectLineErrors.TooManyStreams.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }
        try
        {
            await RunAsync(context, who).ConfigureAwait(false);
        }
        finally
        {
            registry.Leave();
        }
    }

    private async Task RunAsync(HttpContext context, DirectLinePrincipal who)
    {
        var watermark = ActivityPages.ReadWatermark(context.Request.Query["watermark"]);
        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        var session = new StreamSession(socket, who, addresses.OfConversation(context.Request, who.ConversationId), pages, log, options.Value, machine.Time);
        registry.Add(who, session);
        using var stopping = lifetime.ApplicationStopping.Register(() => session.End(StreamEnd.ShuttingDown));
        DirectLineLog.StreamOpened(logger, who.ConversationId, watermark);
        try
        {
            var end = await session.RunAsync(watermark).ConfigureAwait(false);
            DirectLineLog.StreamClosed(logger, who.ConversationId, end.Reason);
        }
        finally
        {
            registry.Remove(who, session);
        }
    }
}
