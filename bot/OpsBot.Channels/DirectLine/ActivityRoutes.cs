using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Posting and polling activities.</summary>
internal sealed class ActivityRoutes(
    DirectLineAccess access,
    DirectLineTurns turns,
    ActivityPages pages,
    PostRate rate,
    VisitBudget visits,
    PublicAddress addresses,
    IOptions<DirectLineOptions> options,
    MachineClock machine,
    ILogger<ActivityRoutes> logger)
{
    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(250);

    public async Task<IResult> PostAsync(HttpRequest request, string conversationId, CancellationToken cancellationToken)
    {
        var (who, refusal) = await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        var limit = who.IsAnonymous ? options.Value.VisitorBodyBytes : options.Value.MaxBodyBytes;
        if (request.ContentLength > limit || await BoundedBody.ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } body)
            return DirectLineErrors.TooLarge(limit);
        return await AcceptAsync(who, body, [], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One posted activity: 200 only when it is on disk, or was before.</summary>
    public async Task<IResult> AcceptAsync(DirectLinePrincipal who, byte[] body, IReadOnlyList<SentFile> files, CancellationToken cancellationToken)
    {
        if (rate.Take(who) is { } after)
            return DirectLineErrors.TooFast(after);
        var (posted, fault) = ActivityReader.Read(body, files);
        if (posted is null)
            return DirectLineErrors.Malformed(fault!);
        if (who.IsAnonymous)
        {
            posted = posted.OfVisitor();
            // The end is always taken: it makes room.
            var room = posted.IsEnd ? VisitRoom.Given : visits.Take(who.ConversationId, Encoding.UTF8.GetByteCount(posted.Text));
            if (room != VisitRoom.Given)
                return room == VisitRoom.VisitIsFull ? DirectLineErrors.VisitIsFull : DirectLineErrors.HourIsFull;
        }
        if (await turns.HasEndedAsync(who, cancellationToken).ConfigureAwait(false))
            return DirectLineErrors.Ended;
        var (outcome, id) = posted switch
        {
            { IsMessage: true } => await turns.PostAsync(who, posted, cancellationToken).ConfigureAwait(false),
            { IsEnd: true } => await turns.EndAsync(who, posted, cancellationToken).ConfigureAwait(false),
            { IsArrival: true } => (await turns.GreetAsync(who, cancellationToken).ConfigureAwait(false), turns.IgnoredId(who, posted)),
            _ => (TurnOutcome.Accepted, turns.IgnoredId(who, posted)),
        };
        DirectLineLog.Posted(logger, id, outcome);
        return outcome == TurnOutcome.Busy ? DirectLineErrors.Busy : Results.Json(new { id }, WireJson.Options);
    }

    /// <summary>
    /// The activities after the watermark. A store that is away is waited for, because clients stop polling for good after
    /// one failed answer.
    /// </summary>
    public async Task<IResult> GetAsync(HttpRequest request, string conversationId, CancellationToken cancellationToken)
    {
        var (who, refusal) = await access.ReadAsync(request, conversationId).ConfigureAwait(false);
        if (who is null)
            return refusal!;
        var after = ActivityPages.ReadWatermark(request.Query["watermark"]);
        var clock = machine.Time;
        var address = addresses.OfConversation(request, who.ConversationId);
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var page = await pages.ReadAsync(who, address, after, cancellationToken).ConfigureAwait(false);
                return Results.Bytes(page.Json, "application/json; charset=utf-8");
            }
            catch (StoreUnavailableException) when (clock.GetElapsedTime(started) < options.Value.StorePatience)
            {
                await Task.Delay(StorePause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
