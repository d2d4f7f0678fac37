using Microsoft.AspNetCore.Http;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Starting a conversation and finding it again.</summary>
internal sealed class ConversationRoutes(DirectLineAccess access, TokenRoutes tokens, ConversationAnswers answers, DirectLineTurns turns, PostRate rate, VisitBudget visits)
{
    /// <summary>201 for a new conversation, 200 when it has begun before. The stream starts at the beginning either way. A portal's server may start one with the secret itself.</summary>
    public async Task<IResult> StartAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (who, refusal) = access.HasSecret(request)
            ? await tokens.ReadAskedAsync(request, cancellationToken).ConfigureAwait(false)
            : await access.ReadAsync(request).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        if (rate.Take(who) is { } after)
            return DirectLineErrors.TooFast(after);
        if (who.IsAnonymous && visits.Take(who.ConversationId, 0) is var room and not VisitRoom.Given)
            return room == VisitRoom.VisitIsFull ? DirectLineErrors.VisitIsFull : DirectLineErrors.HourIsFull;
        var status = await turns.GreetAsync(who, cancellationToken).ConfigureAwait(false) switch
        {
            TurnOutcome.Accepted => StatusCodes.Status201Created,
            // Busy: somebody already talks here.
            _ => StatusCodes.Status200OK,
        };
        return Results.Json(answers.WithStream(request, who, 0), WireJson.Options, statusCode: status);
    }

    /// <summary>After a lost stream. Needs no store, so that a client can come back while the store is still away.</summary>
    public async Task<IResult> ReconnectAsync(HttpRequest request, string conversationId)
    {
        var (who, refusal) = await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        var watermark = ActivityPages.ReadWatermark(request.Query["watermark"]);
        return who is null ? refusal! : Results.Json(answers.WithStream(request, who, watermark), WireJson.Options);
    }
}
