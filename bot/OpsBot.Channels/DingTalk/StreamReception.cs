using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Takes what a frame carries and gives the acknowledgement, which exists only once the turn is on disk. The gateway does
/// not push a robot message again, so a store that is away is waited for.
/// </summary>
internal sealed class StreamReception(
    DingTalkTurns turns, OrganizationEvents organization, MachineClock machine, IOptions<DingTalkOptions> options, ILogger<StreamReception> logger)
{
    private const int Ok = 200;
    private const int NotFound = 404;
    private const int Failed = 500;
    private const int BadRequest = 400;

    /// <summary>What to send back; null: nothing.</summary>
    public async Task<byte[]?> TakeAsync(StreamFrame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case { Type: "SYSTEM", Topic: StreamTopics.Ping }:
                return frame.Acknowledge(Ok, frame.Data ?? []);
            case { Type: "SYSTEM" }:
                return null;
            case { Type: "EVENT" }:
                organization.Take(frame.EventType);
                return frame.Acknowledge(Ok, new JsonObject { ["status"] = "SUCCESS", ["message"] = "ok" });
            case { Topic: StreamTopics.Robot }:
                return await TakeRobotAsync(frame, cancellationToken).ConfigureAwait(false);
            case { Topic: StreamTopics.Card }:
                return await TakeCardAsync(frame, cancellationToken).ConfigureAwait(false);
            default:
                return frame.Acknowledge(NotFound, []);
        }
    }

    private async Task<byte[]> TakeRobotAsync(StreamFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Data is null || RobotMessageReader.Read(frame.Data) is not { } message || turns.IsTooOld(message))
        {
            DingTalkLog.FrameIgnored(logger, "robot message not readable or too old");
            return frame.Acknowledge(BadRequest, []);
        }
        return await UntilTakenAsync(() => turns.TakeAsync(message, cancellationToken), cancellationToken).ConfigureAwait(false)
            ? frame.Acknowledge(Ok, new JsonObject { ["response"] = null })
            : frame.Acknowledge(Failed, []);
    }

    private async Task<byte[]> TakeCardAsync(StreamFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Data is null || CardPressReader.Read(frame.Data) is not { } press)
        {
            DingTalkLog.FrameIgnored(logger, "card press not readable");
            return frame.Acknowledge(BadRequest, []);
        }
        return await UntilTakenAsync(() => turns.TakeAsync(press, cancellationToken), cancellationToken).ConfigureAwait(false)
            ? frame.Acknowledge(Ok, new JsonObject { ["response"] = CallbackRoute.PressedCard(press) })
            : frame.Acknowledge(Failed, []);
    }

    private async Task<bool> UntilTakenAsync(Func<Task<TurnOutcome>> take, CancellationToken cancellationToken)
    {
        var clock = machine.Time;
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                if (await take().ConfigureAwait(false) != TurnOutcome.Busy)
                    return true;
            }
            catch (StoreUnavailableException)
            {
                DingTalkLog.StoreAway(logger);
            }
            if (clock.GetElapsedTime(started) >= options.Value.StreamPatience)
                return false;
            await Task.Delay(options.Value.StreamRetry, cancellationToken).ConfigureAwait(false);
        }
    }
}
