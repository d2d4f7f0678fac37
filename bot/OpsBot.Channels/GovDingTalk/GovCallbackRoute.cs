using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>
/// <c>/hooks/govdingtalk</c>: robot messages in DingTalk's shape. How a deployment proves that a call is its own is not
/// confirmed, so every proof that is configured must hold, and without any nothing is taken.
/// </summary>
internal sealed partial class GovCallbackRoute(
    TakeTurn takeTurn, TypedOptions typed, MachineClock machine, IOptions<GovDingTalkOptions> options, ILogger<GovCallbackRoute> logger)
{
    private readonly Dictionary<string, string> _units = options.Value.Groups.DistinctBy(g => g.ConversationId).ToDictionary(g => g.ConversationId, g => g.UnitId);

    public async Task<IResult> PostAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var result = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (result is IStatusCodeHttpResult { StatusCode: >= 400 and { } status })
            CallbackRefused(logger, status);
        return result;
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (!IsProven(request, settings))
            return HookAnswers.BadSignature;
        if (request.ContentLength > settings.MaxBodyBytes || await BoundedBody.ReadAsync(request.Body, settings.MaxBodyBytes, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return HookAnswers.TooLarge(settings.MaxBodyBytes);
        if (WireJson.ReadObject(bytes) is not { } body)
            return HookAnswers.NotJson;
        if (RobotMessageReader.Read(body) is not { } message)
            return HookAnswers.NotUnderstood;
        if (message.CreatedAt is { } created && machine.Now.ToUnixTimeMilliseconds() - created > settings.MaxMessageAge.TotalMilliseconds)
            return HookAnswers.TooOld;
        try
        {
            return await TakeAsync(message, cancellationToken).ConfigureAwait(false) == TurnOutcome.Busy ? HookAnswers.Busy : HookAnswers.Good;
        }
        catch (StoreUnavailableException)
        {
            return HookAnswers.StoreAway;
        }
    }

    private bool IsProven(HttpRequest request, GovDingTalkOptions settings)
    {
        if (!settings.CanReceive || !IsFromKnownAddress(request.HttpContext.Connection.RemoteIpAddress, settings))
            return false;
        if (settings.InboundToken is { Length: > 0 } token && !IsSame(token, request.Headers[settings.InboundTokenHeader]))
            return false;
        return settings.InboundSecret is not { Length: > 0 } secret
            || RobotSignature.IsGood(request.Headers["timestamp"], request.Headers["sign"], secret, machine.Now, settings.CallbackWindow);
    }

    private async Task<TurnOutcome> TakeAsync(RobotMessage message, CancellationToken cancellationToken)
    {
        var person = ConversationNames.OfUser(GovDingTalkOptions.Channel, message.Account);
        var group = message.IsGroup ? ConversationNames.OfGroup(GovDingTalkOptions.Channel, message.ConversationId) : null;
        var unit = message.IsGroup ? _units.GetValueOrDefault(message.ConversationId) : null;
        if (message.IsGroup && (unit is null || message.Text is null))
            return TurnOutcome.Accepted;
        var inbound = new InboundMessage
        {
            Tenant = Core.Changes.TenantId.Parse(options.Value.Tenant!),
            Key = new ConversationKey(GovDingTalkOptions.Channel, (group ?? person).ConversationId, message.Account),
            MessageId = message.Id,
            Text = message.Text ?? "",
            IsGreeting = message.Text is null,
            ReplyAddress = person,
            Group = group is null ? null : new GroupTalk(group, unit!),
        };
        var resolved = group is null ? await typed.ResolveAsync(inbound, cancellationToken).ConfigureAwait(false) : inbound;
        return await takeTurn(resolved, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsFromKnownAddress(IPAddress? from, GovDingTalkOptions settings) =>
        settings.InboundAddresses.Count == 0 || (from is not null && settings.InboundAddresses.Any(a => IPAddress.Parse(a).MapToIPv6().Equals(from.MapToIPv6())));

    private static bool IsSame(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "GovDingTalk callback refused: {Status}")]
    private static partial void CallbackRefused(ILogger logger, int status);
}
